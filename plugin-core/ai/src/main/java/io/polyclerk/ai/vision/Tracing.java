package io.polyclerk.ai.vision;

import org.opencv.core.Point;
import org.opencv.core.Rect;

/**
 * Follows a thin fault beyond the ends of where it stands out by itself. One point of a faint end tells nothing, a dozen of them in a row
 * do; so short straight segments are laid on from each tip, as long as the difference along them is larger than to both sides. What
 * cannot be seen, since the thing has the colour of the scratch there or is not compared, is passed over when there is more of it behind.
 */
final class Tracing {

    /** Pixels. */
    private static final int STEP = 6;

    private static final int MOST_STEPS = 200;
    private static final double[] TURNS = {0, -0.15, 0.15, -0.3, 0.3, -0.5, 0.5, -0.75, 0.75};
    private static final double[] SHIFTS = {0, -1.5, 1.5};
    /** What a turn of one radian has to bring, in doubts. */
    private static final double COST_OF_TURN = 0.8;

    private static final double MOST_TURN_AFTER_GAP = 0.35;
    /** Doubts that a segment must exceed: by more behind a gap. */
    private static final double CONTRAST = 1.1;

    private static final double CONTRAST_AFTER_GAP = 2;
    private static final double CONTRAST_WHEN_FAINT = 2.5;
    private static final double LEAST_CONTRAST = 3;
    /** Shares of its contrast below which it is faint, and below which it is gone. */
    private static final double FAINT = 0.3;

    private static final double FAINTEST = 0.17;

    private static final double MOST_HIDDEN = 0.5;
    private static final double LEAST_GAP = 12;
    private static final double GAP = 0.2;
    private static final double LEAST_BLIND = 60;
    private static final double BLIND = 0.6;
    private static final double LEAST_LENGTH = 10;
    private static final double SLENDER = 5;
    private static final double WIDEST = 7;

    private final Comparison comparison;
    private final Pixels pixels;

    Tracing(Comparison comparison) {
        this.comparison = comparison;
        this.pixels = Pixels.of(comparison);
    }

    /** The box around a place and what could be followed from it. */
    Rect traced(Place place, Scope scope) {
        Rect box = place.box();
        ThinLine line = ThinLine.of(place, comparison, scope);
        if (line.length() < LEAST_LENGTH || line.half() > WIDEST || line.length() < SLENDER * 2 * line.half()) {
            return box;
        }
        double left = box.x;
        double top = box.y;
        double right = box.x + box.width;
        double bottom = box.y + box.height;
        for (Point tip : line.tips()) {
            Point end = followed(tip, line);
            if (Math.hypot(end.x - tip.x, end.y - tip.y) < STEP) {
                continue;
            }
            left = Math.min(left, end.x - line.half());
            right = Math.max(right, end.x + line.half() + 1);
            top = Math.min(top, end.y - line.half());
            bottom = Math.max(bottom, end.y + line.half() + 1);
        }
        int x = (int) Math.max(0, Math.floor(left));
        int y = (int) Math.max(0, Math.floor(top));
        return new Rect(
                x,
                y,
                (int) Math.min(comparison.photo().width(), Math.ceil(right)) - x,
                (int) Math.min(comparison.photo().height(), Math.ceil(bottom)) - y);
    }

    private Point followed(Point tip, ThinLine line) {
        double angle = line.direction(tip);
        double x = tip.x;
        double y = tip.y;
        Point end = tip;
        double gap = 0;
        double blind = 0;
        for (int step = 0; step < MOST_STEPS && pixels.isInside(x, y); step++) {
            Segment best = best(x, y, angle, gap > 0 || blind > 0, line);
            double needed = gap > 0 || blind > 0 ? CONTRAST_AFTER_GAP : CONTRAST;
            if (isPart(best, needed, line)) {
                angle = best.angle();
                x = best.x() + Math.cos(angle) * STEP;
                y = best.y() + Math.sin(angle) * STEP;
                end = new Point(x, y);
                gap = 0;
                blind = 0;
                continue;
            }
            Segment ahead = Segment.at(x, y, angle, line, pixels);
            if (ahead.blind() > MOST_HIDDEN) {
                blind += STEP;
            } else {
                gap += STEP;
            }
            if (gap > Math.max(LEAST_GAP, GAP * line.length())
                    || blind > Math.max(LEAST_BLIND, BLIND * line.length())) {
                break;
            }
            x += Math.cos(angle) * STEP;
            y += Math.sin(angle) * STEP;
        }
        return end;
    }

    /** Where the fault cannot be seen, what differs is something else; what is faint must stand out the more from its surroundings. */
    private static boolean isPart(Segment segment, double needed, ThinLine line) {
        double whole = Math.min(line.height(), segment.far());
        boolean faint = segment.contrast() < FAINT * whole;
        return segment.blind() <= MOST_HIDDEN
                && segment.contrast() >= Math.max(LEAST_CONTRAST, FAINTEST * whole)
                && segment.doubts() >= (faint ? Math.max(needed, CONTRAST_WHEN_FAINT) : needed);
    }

    private Segment best(double x, double y, double angle, boolean afterGap, ThinLine line) {
        Segment best = Segment.at(x, y, angle, line, pixels);
        double highest = best.doubts();
        for (double turn : TURNS) {
            if (afterGap && Math.abs(turn) > MOST_TURN_AFTER_GAP) {
                continue;
            }
            for (double shift : SHIFTS) {
                Segment other = Segment.at(
                        x - Math.sin(angle) * shift, y + Math.cos(angle) * shift, angle + turn, line, pixels);
                double worth = other.doubts() - COST_OF_TURN * Math.abs(turn);
                if (worth > highest) {
                    highest = worth;
                    best = other;
                }
            }
        }
        return best;
    }
}
