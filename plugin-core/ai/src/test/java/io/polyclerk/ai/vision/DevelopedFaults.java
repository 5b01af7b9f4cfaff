package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.Brush.Manner;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Faults in the manners that limits are set on. */
final class DevelopedFaults {

    static final List<Manner> MANNERS = List.of(
            new Manner("four strokes", Fault.SCRATCH, DevelopedFaults::strokes),
            new Manner("tapered", Fault.SCRATCH, DevelopedFaults::tapered),
            new Manner("walk", Fault.CRACK, DevelopedFaults::walk),
            new Manner("soft blobs", Fault.STAIN, DevelopedFaults::blobs),
            new Manner("drop", Fault.STAIN, DevelopedFaults::drop),
            new Manner("light and dark", Fault.DENT, DevelopedFaults::lightAndDark),
            new Manner("lens", Fault.TEAR, DevelopedFaults::lens),
            new Manner("filled with background", Fault.MISSING_PART, DevelopedFaults::filled));

    private DevelopedFaults() {}

    private static void strokes(Brush brush, double x, double y) {
        brush.pen.setColor(brush.against(x, y, brush.between(60, 140)));
        double length = brush.side * brush.between(0.08, 0.33);
        double angle = brush.between(0, Math.PI);
        double atX = x - Math.cos(angle) * length / 2;
        double atY = y - Math.sin(angle) * length / 2;
        for (int i = 0; i < 4; i++) {
            angle += 0.15 * brush.chance.nextGaussian();
            double nextX = atX + Math.cos(angle) * length / 4;
            double nextY = atY + Math.sin(angle) * length / 4;
            brush.line(atX, atY, nextX, nextY, brush.between(2, 5));
            atX = nextX;
            atY = nextY;
        }
    }

    private static void tapered(Brush brush, double x, double y) {
        Color shade = brush.against(x, y, brush.between(50, 120));
        double length = brush.side * brush.between(0.1, 0.3);
        double angle = brush.between(0, Math.PI);
        for (int i = 0; i < 30; i++) {
            double from = (i / 30.0 - 0.5) * length;
            double to = ((i + 1) / 30.0 - 0.5) * length;
            brush.pen.setColor(
                    new Color(shade.getRed(), shade.getGreen(), shade.getBlue(), (int) (255 * (1 - i / 45.0))));
            brush.line(
                    x + Math.cos(angle) * from,
                    y + Math.sin(angle) * from,
                    x + Math.cos(angle) * to,
                    y + Math.sin(angle) * to,
                    5 - i / 8.0);
        }
    }

    private static void walk(Brush brush, double x, double y) {
        brush.pen.setColor(new Color(25, 25, 25));
        int branches = 2 + brush.chance.nextInt(3);
        for (int branch = 0; branch < branches; branch++) {
            brush.path(
                    x,
                    y,
                    brush.between(0, 2 * Math.PI),
                    6,
                    0.6,
                    brush.side * brush.between(0.015, 0.045),
                    brush.between(2, 3.5));
        }
    }

    private static void blobs(Brush brush, double x, double y) {
        Color dirt = brush.dirt((int) brush.between(120, 220));
        double size = brush.side * brush.between(0.03, 0.08);
        for (int i = 0; i < 4; i++) {
            brush.soft(
                    x + size * 0.5 * brush.chance.nextGaussian(),
                    y + size * 0.5 * brush.chance.nextGaussian(),
                    size * brush.between(0.4, 1.2),
                    size * brush.between(0.4, 1.2),
                    dirt);
        }
    }

    private static void drop(Brush brush, double x, double y) {
        brush.pen.setColor(brush.dirt((int) brush.between(140, 240)));
        double size = brush.side * brush.between(0.02, 0.07);
        brush.pen.fill(new Ellipse2D.Double(x - size, y - size * 0.7, 2 * size, 1.4 * size));
    }

    private static void lightAndDark(Brush brush, double x, double y) {
        double size = brush.side * brush.between(0.05, 0.11);
        double angle = brush.between(0, Math.PI);
        double shiftX = Math.cos(angle) * size * 0.45;
        double shiftY = Math.sin(angle) * size * 0.45;
        brush.soft(x - shiftX, y - shiftY, size * 0.6, size * 0.6, new Color(20, 20, 20, 130));
        brush.soft(x + shiftX, y + shiftY, size * 0.6, size * 0.6, new Color(250, 250, 250, 130));
    }

    private static void lens(Brush brush, double x, double y) {
        double length = brush.side * brush.between(0.08, 0.18);
        double angle = brush.between(0, Math.PI);
        Path2D shape = new Path2D.Double();
        for (int way = -1; way <= 1; way += 2) {
            for (int i = 0; i <= 6; i++) {
                double along = way * (i - 3) * length / 6;
                double across = way * length * brush.between(0.05, 0.14) * (1 - Math.abs(i - 3) / 3.2);
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
        brush.pen.setColor(new Color(brush.background));
        brush.pen.fill(shape);
    }

    private static void filled(Brush brush, double x, double y) {
        brush.pen.setColor(new Color(brush.background));
        double size = brush.side * brush.between(0.035, 0.09);
        for (int i = 0; i < 4; i++) {
            double width = size * brush.between(0.6, 1.4);
            double height = size * brush.between(0.6, 1.4);
            brush.pen.fill(new Ellipse2D.Double(
                    x + size * 0.4 * brush.chance.nextGaussian() - width,
                    y + size * 0.4 * brush.chance.nextGaussian() - height,
                    2 * width,
                    2 * height));
        }
    }
}
