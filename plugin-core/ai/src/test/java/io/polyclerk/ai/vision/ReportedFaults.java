package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.Brush.Manner;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Faults in manners that nobody looks at while limits are set. */
final class ReportedFaults {

    static final List<Manner> MANNERS = List.of(
            new Manner("straight line", Fault.SCRATCH, ReportedFaults::straight),
            new Manner("curve with rim", Fault.SCRATCH, ReportedFaults::curve),
            new Manner("bundle", Fault.SCRATCH, ReportedFaults::bundle),
            new Manner("faint line", Fault.SCRATCH, ReportedFaults::faint),
            new Manner("star", Fault.CRACK, ReportedFaults::star),
            new Manner("zigzag", Fault.CRACK, ReportedFaults::zigzag),
            new Manner("cloud", Fault.STAIN, ReportedFaults::cloud),
            new Manner("splashes", Fault.STAIN, ReportedFaults::splashes),
            new Manner("ring", Fault.STAIN, ReportedFaults::ring),
            new Manner("pressed in", Fault.DENT, ReportedFaults::pressed),
            new Manner("flap", Fault.TEAR, ReportedFaults::flap),
            new Manner("ragged slit", Fault.TEAR, ReportedFaults::slit),
            new Manner("cut out", Fault.MISSING_PART, ReportedFaults::cutOut));

    private ReportedFaults() {}

    private static void straight(Brush brush, double x, double y) {
        Color[] colours = {
            Color.WHITE, Color.BLACK, new Color(200, 200, 200), new Color(60, 60, 60), new Color(170, 150, 130)
        };
        Color colour = colours[brush.chance.nextInt(colours.length)];
        if (Math.abs(brush.lightAt(x, y) - colour.getGreen()) < 60) {
            colour = brush.against(x, y, 120);
        }
        brush.pen.setColor(colour);
        double length = brush.side * brush.between(0.08, 0.4);
        double angle = brush.between(0, Math.PI);
        double halfX = Math.cos(angle) * length / 2;
        double halfY = Math.sin(angle) * length / 2;
        brush.line(x - halfX, y - halfY, x + halfX, y + halfY, brush.between(2, 7));
    }

    private static void curve(Brush brush, double x, double y) {
        double length = brush.side * brush.between(0.1, 0.3);
        double angle = brush.between(0, 2 * Math.PI);
        Path2D curve = new Path2D.Double();
        curve.moveTo(x - Math.cos(angle) * length / 2, y - Math.sin(angle) * length / 2);
        curve.quadTo(
                x + length * 0.2 * brush.chance.nextGaussian(),
                y + length * 0.2 * brush.chance.nextGaussian(),
                x + Math.cos(angle) * length / 2,
                y + Math.sin(angle) * length / 2);
        double width = brush.between(2, 4);
        brush.pen.setColor(new Color(20, 20, 20, 110));
        brush.pen.setStroke(new BasicStroke((float) width * 2));
        brush.pen.draw(curve);
        brush.pen.setColor(new Color(245, 245, 245, 220));
        brush.pen.setStroke(new BasicStroke((float) width));
        brush.pen.draw(curve);
    }

    private static void bundle(Brush brush, double x, double y) {
        double angle = brush.between(0, Math.PI);
        int lines = 2 + brush.chance.nextInt(3);
        for (int i = 0; i < lines; i++) {
            double off = (i - lines / 2.0) * brush.between(5, 10);
            double length = brush.side * brush.between(0.06, 0.18);
            double middleX = x - Math.sin(angle) * off;
            double middleY = y + Math.cos(angle) * off;
            brush.pen.setColor(brush.against(middleX, middleY, brush.between(60, 120)));
            brush.line(
                    middleX - Math.cos(angle) * length / 2,
                    middleY - Math.sin(angle) * length / 2,
                    middleX + Math.cos(angle) * length / 2,
                    middleY + Math.sin(angle) * length / 2,
                    brush.between(1.5, 3));
        }
    }

    private static void faint(Brush brush, double x, double y) {
        brush.pen.setColor(brush.against(x, y, brush.between(35, 60)));
        double length = brush.side * brush.between(0.12, 0.35);
        brush.path(x, y, brush.between(0, 2 * Math.PI), 5, 0.08, length / 5, brush.between(2, 3.5));
    }

    private static void star(Brush brush, double x, double y) {
        brush.pen.setColor(new Color(15, 15, 18));
        int rays = 4 + brush.chance.nextInt(4);
        for (int i = 0; i < rays; i++) {
            double angle = 2 * Math.PI * (i + brush.between(-0.3, 0.3)) / rays;
            double[] end =
                    brush.path(x, y, angle, 3, 0.2, brush.side * brush.between(0.02, 0.04), brush.between(1.8, 3));
            brush.path(end[0], end[1], end[2] + 0.5, 2, 0.2, brush.side * 0.02, 1.6);
        }
    }

    private static void zigzag(Brush brush, double x, double y) {
        int shade = (int) brush.between(10, 60);
        brush.pen.setColor(brush.lightAt(x, y) < 70 ? new Color(225, 225, 225) : new Color(shade, shade, shade));
        double angle = brush.between(0, Math.PI);
        double atX = x;
        double atY = y;
        for (int i = 0; i < 8; i++) {
            double turned = angle + (i % 2 == 0 ? 0.55 : -0.55) * brush.between(0.5, 1.5);
            double step = brush.side * brush.between(0.015, 0.04);
            brush.line(atX, atY, atX + Math.cos(turned) * step, atY + Math.sin(turned) * step, brush.between(1.8, 3.2));
            atX += Math.cos(turned) * step;
            atY += Math.sin(turned) * step;
        }
    }

    private static void cloud(Brush brush, double x, double y) {
        double size = brush.side * brush.between(0.04, 0.1);
        Color dirt = brush.dirt(40);
        double strength = brush.between(6, 14);
        for (int i = 0; i < 30 * strength / 10; i++) {
            double width = size * brush.between(0.15, 0.6);
            brush.soft(
                    x + size * 0.4 * brush.chance.nextGaussian(),
                    y + size * 0.4 * brush.chance.nextGaussian(),
                    width,
                    width * brush.between(0.6, 1.2),
                    dirt);
        }
    }

    private static void splashes(Brush brush, double x, double y) {
        brush.pen.setColor(brush.dirt((int) brush.between(150, 235)));
        double size = brush.side * brush.between(0.02, 0.045);
        brush.pen.fill(new Ellipse2D.Double(x - size, y - size, 2 * size, 1.7 * size));
        for (int i = 0; i < 5; i++) {
            double small = size * brush.between(0.15, 0.45);
            brush.pen.fill(new Ellipse2D.Double(
                    x + size * 1.2 * brush.chance.nextGaussian(),
                    y + size * 1.2 * brush.chance.nextGaussian(),
                    2 * small,
                    2 * small));
        }
    }

    private static void ring(Brush brush, double x, double y) {
        brush.pen.setColor(brush.dirt((int) brush.between(120, 200)));
        double size = brush.side * brush.between(0.04, 0.08);
        brush.pen.setStroke(new BasicStroke((float) (size * brush.between(0.15, 0.3))));
        brush.pen.draw(new Ellipse2D.Double(x - size, y - size, 2 * size, 2 * size));
    }

    /** Pixels are drawn towards the middle, and light falls on one brush.side. */
    private static void pressed(Brush brush, double x, double y) {
        int radius = (int) (brush.side * brush.between(0.05, 0.1));
        BufferedImage before =
                new BufferedImage(brush.picture.getWidth(), brush.picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        before.createGraphics().drawImage(brush.picture, 0, 0, null);
        double angle = brush.between(0, 2 * Math.PI);
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                double far = Math.hypot(dx, dy) / radius;
                int toX = (int) x + dx;
                int toY = (int) y + dy;
                if (far >= 1
                        || toX < 0
                        || toY < 0
                        || toX >= brush.picture.getWidth()
                        || toY >= brush.picture.getHeight()) {
                    continue;
                }
                double pull = 1 + 0.5 * (1 - far) * (1 - far);
                int fromX = (int) Math.clamp(x + dx * pull, 0, brush.side - 1);
                int fromY = (int) Math.clamp(y + dy * pull, 0, brush.picture.getHeight() - 1.0);
                double light = 75 * Math.sin(Math.PI * far) * (Math.cos(angle) * dx + Math.sin(angle) * dy) / radius;
                brush.picture.setRGB(toX, toY, lit(before.getRGB(fromX, fromY), light));
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

    private static void flap(Brush brush, double x, double y) {
        double size = brush.side * brush.between(0.05, 0.12);
        double angle = brush.between(0, 2 * Math.PI);
        Path2D hole = triangle(brush, x, y, size, angle);
        brush.pen.setColor(new Color(60, 52, 45));
        brush.pen.fill(hole);
        Path2D folded = triangle(
                brush, x + Math.cos(angle) * size * 0.5, y + Math.sin(angle) * size * 0.5, size * 0.7, angle + 0.5);
        brush.pen.setColor(new Color(235, 230, 220));
        brush.pen.fill(folded);
    }

    private static Path2D triangle(Brush brush, double x, double y, double size, double angle) {
        Path2D shape = new Path2D.Double();
        for (int i = 0; i < 9; i++) {
            double turned = angle + 2 * Math.PI * i / 9;
            double far = size * (i % 3 == 0 ? 1 : 0.45) * brush.between(0.85, 1.15);
            if (i == 0) {
                shape.moveTo(x + Math.cos(turned) * far, y + Math.sin(turned) * far);
            } else {
                shape.lineTo(x + Math.cos(turned) * far, y + Math.sin(turned) * far);
            }
        }
        shape.closePath();
        return shape;
    }

    private static void slit(Brush brush, double x, double y) {
        double length = brush.side * brush.between(0.1, 0.22);
        double angle = brush.between(0, Math.PI);
        Path2D shape = new Path2D.Double();
        for (int i = 0; i <= 24; i++) {
            double along = length * (i <= 12 ? i / 12.0 - 0.5 : 0.5 - (i - 12) / 12.0);
            double wide =
                    length * 0.07 * Math.cos(Math.PI * along / length) * brush.between(0.4, 1.6) * (i <= 12 ? 1 : -1);
            double toX = x + Math.cos(angle) * along - Math.sin(angle) * wide;
            double toY = y + Math.sin(angle) * along + Math.cos(angle) * wide;
            if (i == 0) {
                shape.moveTo(toX, toY);
            } else {
                shape.lineTo(toX, toY);
            }
        }
        shape.closePath();
        brush.pen.setColor(brush.lightAt(x, y) < 90 ? new Color(210, 205, 195) : new Color(45, 40, 38));
        brush.pen.fill(shape);
        brush.pen.setColor(new Color(240, 240, 235, 160));
        brush.pen.setStroke(new BasicStroke(1.5f));
        brush.pen.draw(shape);
    }

    private static void cutOut(Brush brush, double x, double y) {
        brush.pen.setComposite(AlphaComposite.Src);
        brush.pen.setColor(new Color(brush.background));
        double width = brush.side * brush.between(0.06, 0.16);
        double height = brush.side * brush.between(0.06, 0.16);
        brush.pen.fill(new java.awt.geom.RoundRectangle2D.Double(x - width / 2, y - height / 2, width, height, 14, 14));
    }
}
