package io.polyclerk.ai.vision;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** Products that no shop sells, drawn by chance from a number: a catalogue of any size, of kinds that look quite different. */
final class DrawnProducts {

    /** Kinds that limits are set on. */
    static final List<String> DEVELOPED = List.of("carton", "bottle", "screen", "keys", "cloth", "tool");
    /** Kinds that nobody looks at while limits are set. */
    static final List<String> REPORTED =
            List.of("carton", "bottle", "screen", "keys", "cloth", "tool", "rug", "poster");

    private static final int SIDE = 800;
    private static final String[] SYLLABLES = {
        "ba", "lo", "mi", "ter", "va", "quo", "ris", "den", "sol", "ka", "pru", "ney", "zo", "fin", "gal", "hu"
    };

    private final Random chance;
    private final Graphics2D pen;
    private final BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);

    private DrawnProducts(long seed) {
        chance = new Random(seed * 7_919 + 11);
        pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    static BufferedImage draw(String kind, long seed) {
        DrawnProducts drawing = new DrawnProducts(seed + 131L * kind.hashCode());
        drawing.background();
        switch (kind) {
            case "carton" -> drawing.carton();
            case "bottle" -> drawing.bottle();
            case "screen" -> drawing.screen();
            case "keys" -> drawing.keys();
            case "cloth" -> drawing.cloth();
            case "tool" -> drawing.tool();
            case "rug" -> drawing.rug();
            case "poster" -> drawing.poster();
            default -> throw new IllegalArgumentException(kind);
        }
        drawing.pen.dispose();
        return drawing.picture;
    }

    private void background() {
        int light = 200 + chance.nextInt(56);
        pen.setPaint(new GradientPaint(
                0, 0, new Color(light, light, light), 0, SIDE, new Color(light - 20, light - 22, light - 25)));
        pen.fillRect(0, 0, SIDE, SIDE);
    }

    private Color colour(float least, float most) {
        return Color.getHSBColor(
                chance.nextFloat(), 0.2f + 0.7f * chance.nextFloat(), least + (most - least) * chance.nextFloat());
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 2 + chance.nextInt(2); i++) {
            word.append(SYLLABLES[chance.nextInt(SYLLABLES.length)]);
        }
        return chance.nextBoolean() ? word.toString().toUpperCase(java.util.Locale.ROOT) : word.toString();
    }

    private void text(String text, double x, double y, int size, Color colour) {
        pen.setColor(colour);
        pen.setFont(new Font(chance.nextBoolean() ? Font.SANS_SERIF : Font.SERIF, chance.nextInt(2), size));
        pen.drawString(text, (float) x, (float) y);
    }

    private void ornament(double x, double y, double width, double height, int count) {
        for (int i = 0; i < count; i++) {
            pen.setColor(colour(0.2f, 1));
            double size = 8 + chance.nextInt(22);
            double left = x + chance.nextDouble() * (width - size);
            double top = y + chance.nextDouble() * (height - size);
            if (chance.nextBoolean()) {
                pen.fill(new Ellipse2D.Double(left, top, size, size * (0.5 + chance.nextDouble())));
            } else {
                Path2D corner = new Path2D.Double();
                corner.moveTo(left, top);
                corner.lineTo(left + size, top + size * chance.nextDouble());
                corner.lineTo(left + size * chance.nextDouble(), top + size);
                corner.closePath();
                pen.fill(corner);
            }
        }
    }

    private void carton() {
        double width = 420 + chance.nextInt(220);
        double height = 420 + chance.nextInt(220);
        double x = (SIDE - width) / 2;
        double y = (SIDE - height) / 2;
        Color body = colour(0.4f, 0.95f);
        pen.setPaint(new GradientPaint((float) x, 0, body, (float) (x + width), 0, body.darker()));
        pen.fill(new RoundRectangle2D.Double(x, y, width, height, 12, 12));
        pen.setColor(Color.WHITE);
        pen.fill(new RoundRectangle2D.Double(x + 40, y + 60, width - 80, height * 0.3, 20, 20));
        text(word(), x + 60, y + 60 + height * 0.2, 58, colour(0, 0.5f));
        for (int i = 0; i < 5; i++) {
            text(
                    word() + " " + word() + " " + (10 + chance.nextInt(90)),
                    x + 50,
                    y + height * 0.5 + 28 * i,
                    20,
                    Color.DARK_GRAY);
        }
        ornament(x + width * 0.5, y + height * 0.45, width * 0.45, height * 0.5, 14);
    }

    private void bottle() {
        double width = 200 + chance.nextInt(120);
        double x = (SIDE - width) / 2;
        Color body = colour(0.3f, 0.9f);
        for (int i = 0; i < width; i++) {
            double light = 0.45 + 0.55 * Math.sin(Math.PI * (0.12 + 0.8 * i / width));
            pen.setColor(new Color(
                    (int) (body.getRed() * light), (int) (body.getGreen() * light), (int) (body.getBlue() * light)));
            double round = 40 * (1 - Math.sin(Math.PI * i / width));
            pen.fill(new java.awt.geom.Rectangle2D.Double(x + i, 220 + round, 1.5, 500 - 2 * round));
        }
        pen.setColor(body.darker().darker());
        pen.fill(new RoundRectangle2D.Double(SIDE / 2.0 - 45, 90, 90, 150, 18, 18));
        pen.setColor(new Color(250, 248, 240));
        pen.fill(new java.awt.geom.Rectangle2D.Double(x + 12, 360, width - 24, 230));
        text(word(), x + 26, 420, 44, colour(0, 0.4f));
        text(chance.nextInt(900) + " ml", x + 26, 465, 26, Color.DARK_GRAY);
        text(word() + " & " + word(), x + 26, 500, 18, Color.GRAY);
        ornament(x + 20, 510, width - 50, 75, 9);
    }

    private void screen() {
        pen.setColor(new Color(28, 28, 32));
        pen.fill(new RoundRectangle2D.Double(230, 60, 340, 680, 50, 50));
        Color top = colour(0.3f, 1);
        pen.setPaint(new GradientPaint(240, 80, top, 560, 700, colour(0.1f, 0.7f)));
        pen.fill(new RoundRectangle2D.Double(246, 80, 308, 640, 34, 34));
        text(chance.nextInt(24) + ":" + (10 + chance.nextInt(50)), 330, 190, 60, Color.WHITE);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                pen.setColor(colour(0.5f, 1));
                pen.fill(new RoundRectangle2D.Double(262 + 72 * column, 470 + 76 * row, 54, 54, 16, 16));
                text(word().substring(0, 1), 276 + 72 * column, 510 + 76 * row, 30, Color.WHITE);
            }
        }
    }

    private void keys() {
        pen.setColor(colour(0.1f, 0.4f));
        pen.fill(new RoundRectangle2D.Double(60, 230, 680, 340, 26, 26));
        Color key = colour(0.4f, 0.95f);
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 11; column++) {
                pen.setColor(chance.nextInt(9) == 0 ? colour(0.5f, 1) : key);
                pen.fill(new RoundRectangle2D.Double(78 + 59 * column, 248 + 61 * row, 52, 54, 10, 10));
                text(
                        String.valueOf((char) ('A' + chance.nextInt(26))),
                        92 + 59 * column,
                        284 + 61 * row,
                        22,
                        Color.BLACK);
            }
        }
    }

    private void cloth() {
        Path2D shirt = new Path2D.Double();
        double[][] rim = {
            {300, 120},
            {500, 120},
            {700, 250},
            {630, 350},
            {560, 300},
            {560, 700},
            {240, 700},
            {240, 300},
            {170, 350},
            {100, 250}
        };
        shirt.moveTo(rim[0][0], rim[0][1]);
        for (double[] point : rim) {
            shirt.lineTo(point[0], point[1]);
        }
        shirt.closePath();
        Color body = colour(0.3f, 0.9f);
        pen.setColor(body);
        pen.fill(shirt);
        pen.setClip(shirt);
        Color stripe = colour(0.2f, 1);
        int gap = 14 + chance.nextInt(40);
        pen.setStroke(new BasicStroke(2 + chance.nextInt(6)));
        for (int i = 0; i < 1600; i += gap) {
            pen.setColor(stripe);
            pen.drawLine(i - 800, 0, i, 800);
        }
        speckle(60, 6);
        pen.setClip(null);
        ornament(290, 330, 220, 170, 24);
        text(word(), 300, 580, 50, Color.WHITE);
    }

    private void tool() {
        AffineTransform before = pen.getTransform();
        pen.rotate(0.6 * (chance.nextDouble() - 0.5), 400, 400);
        Color steel = new Color(150 + chance.nextInt(60), 155 + chance.nextInt(60), 165 + chance.nextInt(60));
        pen.setPaint(new GradientPaint(0, 300, steel, 0, 400, steel.darker(), true));
        pen.fill(new RoundRectangle2D.Double(90, 330, 400, 90, 40, 40));
        pen.setColor(colour(0.2f, 0.8f));
        pen.fill(new RoundRectangle2D.Double(460, 300, 270, 150, 60, 60));
        for (int i = 0; i < 6; i++) {
            pen.setColor(Color.BLACK);
            pen.fill(new RoundRectangle2D.Double(500 + 34 * i, 320, 12, 110, 8, 8));
        }
        text(word() + " " + chance.nextInt(100), 150, 390, 36, Color.BLACK);
        ornament(380, 340, 80, 70, 8);
        pen.setTransform(before);
    }

    private void rug() {
        for (int y = 90; y < 710; y += 4) {
            for (int x = 90; x < 710; x += 4) {
                double wave =
                        Math.sin(x * 0.031 + Math.sin(y * 0.02) * 2) + Math.cos(y * 0.043 + chance.nextDouble() * 0.3);
                pen.setColor(Color.getHSBColor(
                        (float) (0.05 + 0.06 * Math.round(wave * 2)), 0.6f, (float) (0.5 + 0.2 * chance.nextDouble())));
                pen.fillRect(x, y, 4, 4);
            }
        }
        ornament(250, 250, 300, 300, 40);
    }

    private void poster() {
        pen.setPaint(new GradientPaint(0, 100, colour(0.5f, 1), 0, 600, colour(0.3f, 0.8f)));
        pen.fillRect(120, 60, 560, 680);
        pen.setClip(120, 60, 560, 680);
        for (int layer = 0; layer < 5; layer++) {
            Path2D hill = new Path2D.Double();
            hill.moveTo(100, 800);
            double height = 330 + 80 * layer;
            for (int x = 100; x <= 700; x += 10) {
                height += 14 * chance.nextGaussian();
                hill.lineTo(x, height);
            }
            hill.lineTo(700, 800);
            hill.closePath();
            pen.setColor(colour(0.15f, 0.75f));
            pen.fill(hill);
        }
        speckle(6_000, 3);
        pen.setClip(null);
        text(word() + " " + word(), 170, 160, 64, Color.WHITE);
    }

    private void speckle(int count, int size) {
        for (int i = 0; i < count; i++) {
            pen.setColor(new Color(chance.nextInt(256), chance.nextInt(256), chance.nextInt(256), 60));
            pen.fillOval(
                    chance.nextInt(SIDE), chance.nextInt(SIDE), 1 + chance.nextInt(size), 1 + chance.nextInt(size));
        }
    }
}
