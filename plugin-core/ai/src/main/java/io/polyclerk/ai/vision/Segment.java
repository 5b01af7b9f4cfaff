package io.polyclerk.ai.vision;

/**
 * How a short straight piece of a photo stands out from what lies to both sides of it.
 *
 * @param x where it begins, in pixels
 * @param doubts its contrast as a multiple of what differences usually are at such places
 * @param contrast how much more it differs than both sides, in grey levels
 * @param far how far the colour of the fault is from that of the thing there, in grey levels
 * @param blind share of it where the fault cannot be seen: it has the colour of the thing, or nothing is compared
 */
record Segment(double angle, double x, double y, double doubts, double contrast, double far, double blind) {

    /** Pixels. */
    private static final int LENGTH = 12;
    /** Grey levels between the fault and the thing below it, under which nothing can be seen. */
    private static final double ALIKE = 28;

    static Segment at(double x, double y, double angle, ThinLine line, Pixels pixels) {
        double inside = 0;
        double outside = 0;
        double doubt = 0;
        int in = 0;
        int out = 0;
        double far = 0;
        int blind = 0;
        int half = (int) Math.round(line.half());
        for (int i = 1; i <= LENGTH; i++) {
            double atX = x + Math.cos(angle) * i;
            double atY = y + Math.sin(angle) * i;
            double here = pixels.isCompared(atX, atY) ? pixels.far(atX, atY, line.colour()) : 0;
            far += here / LENGTH;
            blind += here < ALIKE ? 1 : 0;
            for (int across = -half - 4; across <= half + 4; across++) {
                double sideX = atX - Math.sin(angle) * across;
                double sideY = atY + Math.cos(angle) * across;
                if (!pixels.isCompared(sideX, sideY)) {
                    continue;
                }
                double difference = pixels.difference(sideX, sideY);
                if (Math.abs(across) <= half) {
                    inside += difference;
                    doubt += pixels.doubt(sideX, sideY);
                    in++;
                } else if (Math.abs(across) >= half + 2) {
                    outside += difference;
                    out++;
                }
            }
        }
        if (in < LENGTH / 2 || out < LENGTH) {
            return new Segment(angle, x, y, 0, 0, far, (double) blind / LENGTH);
        }
        double contrast = inside / in - outside / out;
        return new Segment(angle, x, y, contrast / (doubt / in), contrast, far, (double) blind / LENGTH);
    }
}
