package io.polyclerk.ai.vision;

import io.polyclerk.ai.vision.Brush.Manner;
import io.polyclerk.core.media.PhotoInspector.Fault;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Faults as anybody draws them who wants to try it: lines of one to six pixels across a part of the thing, branching cracks, spots. */
final class PlainFaults {

    static final List<Manner> MANNERS = List.of(
            new Manner("dark line", Fault.SCRATCH, PlainFaults::dark),
            new Manner("light line", Fault.SCRATCH, PlainFaults::light),
            new Manner("coloured line", Fault.SCRATCH, PlainFaults::coloured),
            new Manner("bent line", Fault.SCRATCH, PlainFaults::bent),
            new Manner("zigzag line", Fault.SCRATCH, PlainFaults::zigzag),
            new Manner("several lines", Fault.SCRATCH, PlainFaults::several),
            new Manner("branches", Fault.CRACK, PlainFaults::branches),
            new Manner("spot", Fault.STAIN, PlainFaults::spot));

    private static final Color[] COLOURS = {
        new Color(200, 30, 30), new Color(30, 60, 190), new Color(30, 140, 60), new Color(240, 200, 40), Color.MAGENTA
    };

    private PlainFaults() {}

    private static void dark(Brush brush, double x, double y) {
        straight(brush, x, y, visible(brush, x, y, grey(brush.between(0, 60)), grey(brush.between(200, 255))));
    }

    private static void light(Brush brush, double x, double y) {
        straight(brush, x, y, visible(brush, x, y, grey(brush.between(200, 255)), grey(brush.between(0, 60))));
    }

    private static void coloured(Brush brush, double x, double y) {
        Color colour = COLOURS[brush.chance.nextInt(COLOURS.length)];
        Color other = COLOURS[(brush.chance.nextInt(COLOURS.length))];
        straight(brush, x, y, visible(brush, x, y, colour, visible(brush, x, y, other, grey(250))));
    }

    private static Color grey(double shade) {
        return new Color((int) shade, (int) shade, (int) shade);
    }

    /** Nobody draws a scratch in the colour of what it lies on. */
    private static Color visible(Brush brush, double x, double y, Color colour, Color otherwise) {
        Color there = new Color(brush.picture.getRGB((int) x, (int) y));
        int far = Math.abs(there.getRed() - colour.getRed())
                + Math.abs(there.getGreen() - colour.getGreen())
                + Math.abs(there.getBlue() - colour.getBlue());
        return far < 120 ? otherwise : colour;
    }

    /** Half of the programs that draw do not smooth. */
    private static void stroke(Brush brush, Color colour) {
        brush.pen.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING,
                brush.chance.nextBoolean() ? RenderingHints.VALUE_ANTIALIAS_ON : RenderingHints.VALUE_ANTIALIAS_OFF);
        brush.pen.setColor(colour);
        brush.pen.setStroke(new BasicStroke(1 + brush.chance.nextInt(6), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    }

    private static void straight(Brush brush, double x, double y, Color colour) {
        stroke(brush, colour);
        double length = brush.side * brush.between(0.1, 0.5);
        double angle = brush.between(0, Math.PI);
        Path2D line = new Path2D.Double();
        line.moveTo(x - Math.cos(angle) * length / 2, y - Math.sin(angle) * length / 2);
        line.lineTo(x + Math.cos(angle) * length / 2, y + Math.sin(angle) * length / 2);
        brush.pen.draw(line);
    }

    private static void bent(Brush brush, double x, double y) {
        stroke(brush, visible(brush, x, y, grey(brush.between(0, 70)), grey(brush.between(200, 255))));
        double length = brush.side * brush.between(0.15, 0.45);
        double angle = brush.between(0, 2 * Math.PI);
        double bend = length * brush.between(0.05, 0.2);
        Path2D line = new Path2D.Double();
        line.moveTo(x - Math.cos(angle) * length / 2, y - Math.sin(angle) * length / 2);
        line.quadTo(
                x - Math.sin(angle) * bend,
                y + Math.cos(angle) * bend,
                x + Math.cos(angle) * length / 2,
                y + Math.sin(angle) * length / 2);
        brush.pen.draw(line);
    }

    private static void zigzag(Brush brush, double x, double y) {
        stroke(brush, visible(brush, x, y, grey(brush.between(200, 255)), grey(brush.between(0, 60))));
        int pieces = 3 + brush.chance.nextInt(4);
        double length = brush.side * brush.between(0.15, 0.45);
        double angle = brush.between(0, 2 * Math.PI);
        Path2D line = new Path2D.Double();
        for (int i = 0; i <= pieces; i++) {
            double along = ((double) i / pieces - 0.5) * length;
            double across = (i % 2 == 0 ? 1 : -1) * length * brush.between(0.02, 0.08);
            double toX = x + Math.cos(angle) * along - Math.sin(angle) * across;
            double toY = y + Math.sin(angle) * along + Math.cos(angle) * across;
            if (i == 0) {
                line.moveTo(toX, toY);
            } else {
                line.lineTo(toX, toY);
            }
        }
        brush.pen.draw(line);
    }

    private static void several(Brush brush, double x, double y) {
        Color colour = visible(brush, x, y, grey(brush.between(0, 60)), grey(brush.between(200, 255)));
        stroke(brush, colour);
        int lines = 2 + brush.chance.nextInt(2);
        double angle = brush.between(0, Math.PI);
        for (int i = 0; i < lines; i++) {
            double own = angle + brush.between(-0.15, 0.15);
            double off = (i - (lines - 1) / 2.0) * brush.side * brush.between(0.015, 0.04);
            double length = brush.side * brush.between(0.12, 0.35);
            double middleX = x - Math.sin(angle) * off;
            double middleY = y + Math.cos(angle) * off;
            Path2D line = new Path2D.Double();
            line.moveTo(middleX - Math.cos(own) * length / 2, middleY - Math.sin(own) * length / 2);
            line.lineTo(middleX + Math.cos(own) * length / 2, middleY + Math.sin(own) * length / 2);
            brush.pen.draw(line);
        }
    }

    private static void branches(Brush brush, double x, double y) {
        brush.pen.setColor(visible(brush, x, y, grey(brush.between(10, 50)), grey(220)));
        int branches = 3 + brush.chance.nextInt(3);
        for (int i = 0; i < branches; i++) {
            brush.path(
                    x,
                    y,
                    2 * Math.PI * (i + brush.between(-0.3, 0.3)) / branches,
                    4,
                    0.4,
                    brush.side * brush.between(0.02, 0.05),
                    brush.between(1.5, 3));
        }
    }

    private static void spot(Brush brush, double x, double y) {
        brush.pen.setColor(new Color(
                (int) brush.between(60, 120), (int) brush.between(40, 80), 30, (int) brush.between(150, 255)));
        double width = brush.side * brush.between(0.03, 0.09);
        double height = width * brush.between(0.5, 1.2);
        brush.pen.fill(new Ellipse2D.Double(x - width, y - height, 2 * width, 2 * height));
    }
}
