package io.polyclerk.ai.vision;

import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Draws faults by chance upon a picture of a product. */
final class Brush {

    /** How a fault is drawn. */
    interface Pen {
        void draw(Brush brush, double x, double y);
    }

    /** One way to draw one kind of fault. */
    record Manner(String name, Fault fault, Pen pen) {}

    final Random chance;
    final BufferedImage picture;
    final int background;
    final double side;
    final Graphics2D pen;

    private Brush(BufferedImage picture, long seed) {
        this.picture = picture;
        chance = new Random(seed);
        background = picture.getRGB(3, 3);
        side = picture.getWidth();
        pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /** Draws upon a picture, somewhere on the thing and not beside it. */
    static void draw(BufferedImage picture, Manner manner, long seed) {
        Brush brush = new Brush(picture, seed);
        double[] place = brush.onTheThing();
        manner.pen().draw(brush, place[0], place[1]);
        brush.pen.dispose();
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

    double between(double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }

    double lightAt(double x, double y) {
        int colour =
                picture.getRGB((int) Math.clamp(x, 0, side - 1), (int) Math.clamp(y, 0, picture.getHeight() - 1.0));
        return ((colour >> 16 & 0xFF) + (colour >> 8 & 0xFF) + (colour & 0xFF)) / 3.0;
    }

    /** Against what it lies on: a scratch that nobody can see is none. */
    Color against(double x, double y, double step) {
        double light = lightAt(x, y);
        int shade = (int) Math.clamp(light > 128 ? light - step : light + step, 0, 255);
        return new Color(shade, shade, shade);
    }

    void line(double x, double y, double toX, double toY, double width) {
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new java.awt.geom.Line2D.Double(x, y, toX, toY));
    }

    double[] path(double x, double y, double angle, int steps, double turn, double step, double width) {
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

    Color dirt(int opacity) {
        int base = (int) between(30, 110);
        return new Color(
                Math.min(255, (int) (base * 1.3)), (int) (base * 0.9), (int) (base * between(0.5, 1)), opacity);
    }

    /** Layers of the same shape, one smaller than the other, look like a soft rim. */
    void soft(double x, double y, double width, double height, Color colour) {
        for (int i = 0; i < 8; i++) {
            double share = 1 - i / 16.0;
            pen.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), colour.getAlpha() / 8));
            pen.fill(
                    new Ellipse2D.Double(x - width * share, y - height * share, 2 * width * share, 2 * height * share));
        }
    }
}
