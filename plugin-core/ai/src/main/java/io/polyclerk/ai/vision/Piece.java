package io.polyclerk.ai.vision;

import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * One connected difference.
 *
 * @param mask of the size of the box
 * @param score sum of what is left over, in doubts
 * @param sure whether it may stand alone
 */
record Piece(Rect box, Mat mask, double score, boolean sure) {

    /** Sum of what is left over, in doubts. */
    static double sum(Rect box, Mat mask, Comparison comparison) {
        try (Scope inner = new Scope()) {
            double left = Core.mean(inner.keep(comparison.left().submat(box)), mask).val[0];
            double doubt = Core.mean(inner.keep(comparison.doubt().submat(box)), mask).val[0] / Doubt.STEPS;
            return Core.countNonZero(mask) * left / Math.max(1, doubt);
        }
    }

    /** Doubts of one of its points. */
    double height() {
        return score / Math.max(1, Core.countNonZero(mask));
    }

    double gap(Piece other) {
        return gap(box, other.box);
    }

    /** Pixels between two boxes; 0 when they touch. */
    static double gap(Rect one, Rect other) {
        double x = Math.max(0, Math.max(one.x - (other.x + other.width), other.x - (one.x + one.width)));
        double y = Math.max(0, Math.max(one.y - (other.y + other.height), other.y - (one.y + one.height)));
        return Math.hypot(x, y);
    }

    /** Both as one. */
    Piece with(Piece other, Scope scope) {
        int x = Math.min(box.x, other.box().x);
        int y = Math.min(box.y, other.box().y);
        int right = Math.max(box.x + box.width, other.box().x + other.box().width);
        int bottom = Math.max(box.y + box.height, other.box().y + other.box().height);
        Mat both = scope.keep(Mat.zeros(bottom - y, right - x, CvType.CV_8U));
        for (Piece piece : List.of(this, other)) {
            Mat part = scope.keep(
                    both.submat(new Rect(piece.box().x - x, piece.box().y - y, piece.box().width, piece.box().height)));
            Core.bitwise_or(part, piece.mask(), part);
        }
        return new Piece(new Rect(x, y, right - x, bottom - y), both, score + other.score(), sure || other.sure());
    }
}
