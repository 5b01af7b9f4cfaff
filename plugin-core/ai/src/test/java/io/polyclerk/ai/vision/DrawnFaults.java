package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** Faults drawn by chance upon a picture of a product, each kind in several manners. */
final class DrawnFaults {

    /** How a fault is drawn. */
    interface Pen {
        void draw(DrawnFaults faults, double x, double y);
    }

    /** One way to draw one kind of fault. */
    record Manner(String name, Fault fault, Pen pen) {}

    /** Manners that limits are set on. */
    static final List<Manner> DEVELOPED = List.of(
            new Manner("four strokes", Fault.SCRATCH, DrawnFaults::strokes),
            new Manner("tapered", Fault.SCRATCH, DrawnFaults::tapered),
            new Manner("walk", Fault.CRACK, DrawnFaults::walk),
            new Manner("soft blobs", Fault.STAIN, DrawnFaults::blobs),
            new Manner("drop", Fault.STAIN, DrawnFaults::drop),
            new Manner("light and dark", Fault.DENT, DrawnFaults::lightAndDark),
            new Manner("lens", Fault.TEAR, DrawnFaults::lens),
            new Manner("filled with background", Fault.MISSING_PART, DrawnFaults::filled));

    /** Manners that nobody looks at while limits are set. */
    static final List<Manner> REPORTED = List.of(
            new Manner("straight line", Fault.SCRATCH, DrawnFaults::straight),
            new Manner("curve with rim", Fault.SCRATCH, DrawnFaults::curve),
            new Manner("bundle", Fault.SCRATCH, DrawnFaults::bundle),
            new Manner("faint line", Fault.SCRATCH, DrawnFaults::faint),
            new Manner("star", Fault.CRACK, DrawnFaults::star),
            new Manner("zigzag", Fault.CRACK, DrawnFaults::zigzag),
            new Manner("cloud", Fault.STAIN, DrawnFaults::cloud),
            new Manner("splashes", Fault.STAIN, DrawnFaults::splashes),
            new Manner("ring", Fault.STAIN, DrawnFaults::ring),
            new Manner("pressed in", Fault.DENT, DrawnFaults::pressed),
            new Manner("flap", Fault.TEAR, DrawnFaults::flap),
            new Manner("ragged slit", Fault.TEAR, DrawnFaults::slit),
            new Manner("cut out", Fault.MISSING_PART, DrawnFaults::cutOut));

    private final Random chance;
    private final BufferedImage picture;
    private final int background;
    private final double side;
    private final Graphics2D pen;

    private DrawnFaults(BufferedImage picture, long seed) {
        this.picture = picture;
        chance = new Random(seed);
        background = picture.getRGB(3, 3);
        side = picture.getWidth();
        pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /** Draws upon a picture, somewhere on the thing and not beside it. */
    static void draw(BufferedImage picture, Manner manner, long seed) {
        DrawnFaults faults = new DrawnFaults(picture, seed);
        double[] place = faults.onTheThing();
        manner.pen().draw(faults, place[0], place[1]);
        faults.pen.dispose();
    }

    private double[] onTheThing() {
        double[] place = new double[2];
        for (int tries = 0; tries < 80; tries++) {
            place[0] = side * between(0.2, 0.8);
            place[1] = side * between(0.2, 0.8);
            if (distance(picture.getRGB((int) place[0], (int) place[1]), background) > 60) {
                return place;
            }
        }
        return place;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            sum += Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF));
        }
        return sum;
    }

    private double between(double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }

    private double lightAt(double x, double y) {
        int colour =
                picture.getRGB((int) Math.clamp(x, 0, side - 1), (int) Math.clamp(y, 0, picture.getHeight() - 1.0));
        return ((colour >> 16 & 0xFF) + (colour >> 8 & 0xFF) + (colour & 0xFF)) / 3.0;
    }

    /** Against what it lies on: a scratch that nobody can see is none. */
    private Color against(double x, double y, double step) {
        double light = lightAt(x, y);
        int shade = (int) Math.clamp(light > 128 ? light - step : light + step, 0, 255);
        return new Color(shade, shade, shade);
    }

    private void line(double x, double y, double toX, double toY, double width) {
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new java.awt.geom.Line2D.Double(x, y, toX, toY));
    }

    private void strokes(double x, double y) {
        pen.setColor(against(x, y, between(60, 140)));
        double length = side * between(0.08, 0.33);
        double angle = between(0, Math.PI);
        double atX = x - Math.cos(angle) * length / 2;
        double atY = y - Math.sin(angle) * length / 2;
        for (int i = 0; i < 4; i++) {
            angle += 0.15 * chance.nextGaussian();
            double nextX = atX + Math.cos(angle) * length / 4;
            double nextY = atY + Math.sin(angle) * length / 4;
            line(atX, atY, nextX, nextY, between(2, 5));
            atX = nextX;
            atY = nextY;
        }
    }

    private void tapered(double x, double y) {
        Color shade = against(x, y, between(50, 120));
        double length = side * between(0.1, 0.3);
        double angle = between(0, Math.PI);
        for (int i = 0; i < 30; i++) {
            double from = (i / 30.0 - 0.5) * length;
            double to = ((i + 1) / 30.0 - 0.5) * length;
            pen.setColor(new Color(shade.getRed(), shade.getGreen(), shade.getBlue(), (int) (255 * (1 - i / 45.0))));
            line(
                    x + Math.cos(angle) * from,
                    y + Math.sin(angle) * from,
                    x + Math.cos(angle) * to,
                    y + Math.sin(angle) * to,
                    5 - i / 8.0);
        }
    }

    private void walk(double x, double y) {
        pen.setColor(new Color(25, 25, 25));
        int branches = 2 + chance.nextInt(3);
        for (int branch = 0; branch < branches; branch++) {
            path(x, y, between(0, 2 * Math.PI), 6, 0.6, side * between(0.015, 0.045), between(2, 3.5));
        }
    }

    private double[] path(double x, double y, double angle, int steps, double turn, double step, double width) {
        double[] at = {x, y, angle};
        for (int i = 0; i < steps; i++) {
            at[2] += turn * chance.nextGaussian();
            double nextX = at[0] + Math.cos(at[2]) * step;
            double nextY = at[1] + Math.sin(at[2]) * step;
            line(at[0], at[1], nextX, nextY, width);
            at[0] = nextX;
            at[1] = nextY;
        }
        return at;
    }

    private Color dirt(int opacity) {
        int base = (int) between(30, 110);
        return new Color(
                Math.min(255, (int) (base * 1.3)), (int) (base * 0.9), (int) (base * between(0.5, 1)), opacity);
    }

    /** Layers of the same shape, one smaller than the other, look like a soft rim. */
    private void soft(double x, double y, double width, double height, Color colour) {
        for (int i = 0; i < 8; i++) {
            double share = 1 - i / 16.0;
            pen.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), colour.getAlpha() / 8));
            pen.fill(
                    new Ellipse2D.Double(x - width * share, y - height * share, 2 * width * share, 2 * height * share));
        }
    }

    private void blobs(double x, double y) {
        Color dirt = dirt((int) between(120, 220));
        double size = side * between(0.03, 0.08);
        for (int i = 0; i < 4; i++) {
            soft(
                    x + size * 0.5 * chance.nextGaussian(),
                    y + size * 0.5 * chance.nextGaussian(),
                    size * between(0.4, 1.2),
                    size * between(0.4, 1.2),
                    dirt);
        }
    }

    private void drop(double x, double y) {
        pen.setColor(dirt((int) between(140, 240)));
        double size = side * between(0.02, 0.07);
        pen.fill(new Ellipse2D.Double(x - size, y - size * 0.7, 2 * size, 1.4 * size));
    }

    private void lightAndDark(double x, double y) {
        double size = side * between(0.05, 0.11);
        double angle = between(0, Math.PI);
        double shiftX = Math.cos(angle) * size * 0.45;
        double shiftY = Math.sin(angle) * size * 0.45;
        soft(x - shiftX, y - shiftY, size * 0.6, size * 0.6, new Color(20, 20, 20, 130));
        soft(x + shiftX, y + shiftY, size * 0.6, size * 0.6, new Color(250, 250, 250, 130));
    }

    private void lens(double x, double y) {
        double length = side * between(0.08, 0.18);
        double angle = between(0, Math.PI);
        Path2D shape = new Path2D.Double();
        for (int way = -1; way <= 1; way += 2) {
            for (int i = 0; i <= 6; i++) {
                double along = way * (i - 3) * length / 6;
                double across = way * length * between(0.05, 0.14) * (1 - Math.abs(i - 3) / 3.2);
                double toX = x + Math.cos(angle) * along - Math.sin(angle) * across;
                double toY = y + Math.sin(angle) * along + Math.cos(angle) * across;
                if (way < 0 && i == 0) {
                    shape.moveTo(toX, toY);
                } else {
                    shape.lineTo(toX, toY);
                }
            }
        }
        shape.closePath();
        pen.setColor(new Color(background));
        pen.fill(shape);
    }

    private void filled(double x, double y) {
        pen.setColor(new Color(background));
        double size = side * between(0.035, 0.09);
        for (int i = 0; i < 4; i++) {
            double width = size * between(0.6, 1.4);
            double height = size * between(0.6, 1.4);
            pen.fill(new Ellipse2D.Double(
                    x + size * 0.4 * chance.nextGaussian() - width,
                    y + size * 0.4 * chance.nextGaussian() - height,
                    2 * width,
                    2 * height));
        }
    }

    private void straight(double x, double y) {
        Color[] colours = {
            Color.WHITE, Color.BLACK, new Color(200, 200, 200), new Color(60, 60, 60), new Color(170, 150, 130)
        };
        Color colour = colours[chance.nextInt(colours.length)];
        if (Math.abs(lightAt(x, y) - colour.getGreen()) < 60) {
            colour = against(x, y, 120);
        }
        pen.setColor(colour);
        double length = side * between(0.08, 0.4);
        double angle = between(0, Math.PI);
        double halfX = Math.cos(angle) * length / 2;
        double halfY = Math.sin(angle) * length / 2;
        line(x - halfX, y - halfY, x + halfX, y + halfY, between(2, 7));
    }

    private void curve(double x, double y) {
        double length = side * between(0.1, 0.3);
        double angle = between(0, 2 * Math.PI);
        Path2D curve = new Path2D.Double();
        curve.moveTo(x - Math.cos(angle) * length / 2, y - Math.sin(angle) * length / 2);
        curve.quadTo(
                x + length * 0.2 * chance.nextGaussian(),
                y + length * 0.2 * chance.nextGaussian(),
                x + Math.cos(angle) * length / 2,
                y + Math.sin(angle) * length / 2);
        double width = between(2, 4);
        pen.setColor(new Color(20, 20, 20, 110));
        pen.setStroke(new BasicStroke((float) width * 2));
        pen.draw(curve);
        pen.setColor(new Color(245, 245, 245, 220));
        pen.setStroke(new BasicStroke((float) width));
        pen.draw(curve);
    }

    private void bundle(double x, double y) {
        double angle = between(0, Math.PI);
        int lines = 2 + chance.nextInt(3);
        for (int i = 0; i < lines; i++) {
            double off = (i - lines / 2.0) * between(5, 10);
            double length = side * between(0.06, 0.18);
            double middleX = x - Math.sin(angle) * off;
            double middleY = y + Math.cos(angle) * off;
            pen.setColor(against(middleX, middleY, between(60, 120)));
            line(
                    middleX - Math.cos(angle) * length / 2,
                    middleY - Math.sin(angle) * length / 2,
                    middleX + Math.cos(angle) * length / 2,
                    middleY + Math.sin(angle) * length / 2,
                    between(1.5, 3));
        }
    }

    private void faint(double x, double y) {
        pen.setColor(against(x, y, between(35, 60)));
        double length = side * between(0.12, 0.35);
        path(x, y, between(0, 2 * Math.PI), 5, 0.08, length / 5, between(2, 3.5));
    }

    private void star(double x, double y) {
        pen.setColor(new Color(15, 15, 18));
        int rays = 4 + chance.nextInt(4);
        for (int i = 0; i < rays; i++) {
            double angle = 2 * Math.PI * (i + between(-0.3, 0.3)) / rays;
            double[] end = path(x, y, angle, 3, 0.2, side * between(0.02, 0.04), between(1.8, 3));
            path(end[0], end[1], end[2] + 0.5, 2, 0.2, side * 0.02, 1.6);
        }
    }

    private void zigzag(double x, double y) {
        int shade = (int) between(10, 60);
        pen.setColor(lightAt(x, y) < 70 ? new Color(225, 225, 225) : new Color(shade, shade, shade));
        double angle = between(0, Math.PI);
        double atX = x;
        double atY = y;
        for (int i = 0; i < 8; i++) {
            double turned = angle + (i % 2 == 0 ? 0.55 : -0.55) * between(0.5, 1.5);
            double step = side * between(0.015, 0.04);
            line(atX, atY, atX + Math.cos(turned) * step, atY + Math.sin(turned) * step, between(1.8, 3.2));
            atX += Math.cos(turned) * step;
            atY += Math.sin(turned) * step;
        }
    }

    private void cloud(double x, double y) {
        double size = side * between(0.04, 0.1);
        Color dirt = dirt(40);
        double strength = between(6, 14);
        for (int i = 0; i < 30 * strength / 10; i++) {
            double width = size * between(0.15, 0.6);
            soft(
                    x + size * 0.4 * chance.nextGaussian(),
                    y + size * 0.4 * chance.nextGaussian(),
                    width,
                    width * between(0.6, 1.2),
                    dirt);
        }
    }

    private void splashes(double x, double y) {
        pen.setColor(dirt((int) between(150, 235)));
        double size = side * between(0.02, 0.045);
        pen.fill(new Ellipse2D.Double(x - size, y - size, 2 * size, 1.7 * size));
        for (int i = 0; i < 5; i++) {
            double small = size * between(0.15, 0.45);
            pen.fill(new Ellipse2D.Double(
                    x + size * 1.2 * chance.nextGaussian(),
                    y + size * 1.2 * chance.nextGaussian(),
                    2 * small,
                    2 * small));
        }
    }

    private void ring(double x, double y) {
        pen.setColor(dirt((int) between(120, 200)));
        double size = side * between(0.04, 0.08);
        pen.setStroke(new BasicStroke((float) (size * between(0.15, 0.3))));
        pen.draw(new Ellipse2D.Double(x - size, y - size, 2 * size, 2 * size));
    }

    /** Pixels are drawn towards the middle, and light falls on one side. */
    private void pressed(double x, double y) {
        int radius = (int) (side * between(0.05, 0.1));
        BufferedImage before = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        before.createGraphics().drawImage(picture, 0, 0, null);
        double angle = between(0, 2 * Math.PI);
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                double far = Math.hypot(dx, dy) / radius;
                int toX = (int) x + dx;
                int toY = (int) y + dy;
                if (far >= 1 || toX < 0 || toY < 0 || toX >= picture.getWidth() || toY >= picture.getHeight()) {
                    continue;
                }
                double pull = 1 + 0.5 * (1 - far) * (1 - far);
                int fromX = (int) Math.clamp(x + dx * pull, 0, side - 1);
                int fromY = (int) Math.clamp(y + dy * pull, 0, picture.getHeight() - 1.0);
                double light = 75 * Math.sin(Math.PI * far) * (Math.cos(angle) * dx + Math.sin(angle) * dy) / radius;
                picture.setRGB(toX, toY, lit(before.getRGB(fromX, fromY), light));
            }
        }
    }

    private static int lit(int colour, double light) {
        int result = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            result |= (int) Math.clamp((colour >> shift & 0xFF) + light, 0, 255) << shift;
        }
        return result;
    }

    private void flap(double x, double y) {
        double size = side * between(0.05, 0.12);
        double angle = between(0, 2 * Math.PI);
        Path2D hole = triangle(x, y, size, angle);
        pen.setColor(new Color(60, 52, 45));
        pen.fill(hole);
        Path2D folded =
                triangle(x + Math.cos(angle) * size * 0.5, y + Math.sin(angle) * size * 0.5, size * 0.7, angle + 0.5);
        pen.setColor(new Color(235, 230, 220));
        pen.fill(folded);
    }

    private Path2D triangle(double x, double y, double size, double angle) {
        Path2D shape = new Path2D.Double();
        for (int i = 0; i < 9; i++) {
            double turned = angle + 2 * Math.PI * i / 9;
            double far = size * (i % 3 == 0 ? 1 : 0.45) * between(0.85, 1.15);
            if (i == 0) {
                shape.moveTo(x + Math.cos(turned) * far, y + Math.sin(turned) * far);
            } else {
                shape.lineTo(x + Math.cos(turned) * far, y + Math.sin(turned) * far);
            }
        }
        shape.closePath();
        return shape;
    }

    private void slit(double x, double y) {
        double length = side * between(0.1, 0.22);
        double angle = between(0, Math.PI);
        Path2D shape = new Path2D.Double();
        for (int i = 0; i <= 24; i++) {
            double along = length * (i <= 12 ? i / 12.0 - 0.5 : 0.5 - (i - 12) / 12.0);
            double wide = length * 0.07 * Math.cos(Math.PI * along / length) * between(0.4, 1.6) * (i <= 12 ? 1 : -1);
            double toX = x + Math.cos(angle) * along - Math.sin(angle) * wide;
            double toY = y + Math.sin(angle) * along + Math.cos(angle) * wide;
            if (i == 0) {
                shape.moveTo(toX, toY);
            } else {
                shape.lineTo(toX, toY);
            }
        }
        shape.closePath();
        pen.setColor(lightAt(x, y) < 90 ? new Color(210, 205, 195) : new Color(45, 40, 38));
        pen.fill(shape);
        pen.setColor(new Color(240, 240, 235, 160));
        pen.setStroke(new BasicStroke(1.5f));
        pen.draw(shape);
    }

    private void cutOut(double x, double y) {
        pen.setComposite(AlphaComposite.Src);
        pen.setColor(new Color(background));
        double width = side * between(0.06, 0.16);
        double height = side * between(0.06, 0.16);
        pen.fill(new java.awt.geom.RoundRectangle2D.Double(x - width / 2, y - height / 2, width, height, 14, 14));
    }
}
