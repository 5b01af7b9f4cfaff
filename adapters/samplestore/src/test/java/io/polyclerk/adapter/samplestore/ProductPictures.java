package io.polyclerk.adapter.samplestore;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws the products' pictures from {@code pictures.txt}, on a field of 100 by 100. Letters come from {@code letters.txt} instead of a
 * font, and chance from a seed, so that every machine draws the same.
 */
final class ProductPictures {

    static final int SIZE = 800;

    private static final Map<String, String[]> LETTERS = letters();

    private ProductPictures() {}

    /** All pictures by SKU. */
    static Map<String, BufferedImage> drawAll() {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        BufferedImage current = null;
        for (String line : lines("pictures.txt")) {
            String[] words = line.split(" ");
            if (words.length == 2 && words[1].startsWith("#")) {
                current = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
                pictures.put(words[0], current);
                draw(current, new String[] {"rect", "0", "0", "100", "100", "0", words[1]});
                continue;
            }
            draw(current, words);
        }
        return pictures;
    }

    private static void draw(BufferedImage picture, String[] words) {
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.scale(SIZE / 100.0, SIZE / 100.0);
        switch (words[0]) {
            case "rect" -> fill(pen, words[6], rectangle(words));
            case "oval" ->
                fill(pen, words[5], new Ellipse2D.Double(n(words, 1), n(words, 2), n(words, 3), n(words, 4)));
            case "poly" -> fill(pen, words[1], path(words, 2, true));
            case "line" -> stroke(pen, n(words, 1), words[2], path(words, 3, false));
            case "arc" -> stroke(pen, n(words, 1), words[2], arc(words));
            case "motif" -> motif(pen, words);
            case "text" -> text(pen, words);
            default -> throw new IllegalArgumentException(words[0]);
        }
        pen.dispose();
    }

    private static Shape rectangle(String[] words) {
        double round = n(words, 5) * 2;
        return new RoundRectangle2D.Double(n(words, 1), n(words, 2), n(words, 3), n(words, 4), round, round);
    }

    private static Shape arc(String[] words) {
        return new Arc2D.Double(
                n(words, 3), n(words, 4), n(words, 5), n(words, 6), n(words, 7), n(words, 8), Arc2D.OPEN);
    }

    private static Shape path(String[] words, int from, boolean closed) {
        Path2D path = new Path2D.Double();
        for (int index = from; index < words.length; index++) {
            String[] point = words[index].split(",");
            if (index == from) {
                path.moveTo(n(point, 0), n(point, 1));
            } else {
                path.lineTo(n(point, 0), n(point, 1));
            }
        }
        if (closed) {
            path.closePath();
        }
        return path;
    }

    /** A patch of small irregular shapes: the same for one seed, unlike that of any other. */
    private static void motif(Graphics2D pen, String[] words) {
        double left = n(words, 1);
        double top = n(words, 2);
        int columns = (int) n(words, 5);
        double cell = n(words, 3) / columns;
        int rows = Math.max(1, (int) (n(words, 4) / cell));
        Random chance = new Random((long) n(words, 6));
        for (int position = 0; position < columns * rows; position++) {
            double x = left + position % columns * cell;
            double y = top + position / columns * cell;
            String colour = words[7 + chance.nextInt(words.length - 7)];
            if (chance.nextInt(5) == 0) {
                double size = cell * (0.4 + 0.5 * chance.nextDouble());
                fill(pen, colour, new Ellipse2D.Double(x, y, size, size));
                continue;
            }
            Path2D path = new Path2D.Double();
            path.moveTo(x + cell * 0.4 * chance.nextDouble(), y + cell * 0.4 * chance.nextDouble());
            path.lineTo(x + cell * (0.6 + 0.4 * chance.nextDouble()), y + cell * 0.5 * chance.nextDouble());
            path.lineTo(x + cell * (0.5 + 0.5 * chance.nextDouble()), y + cell * (0.6 + 0.4 * chance.nextDouble()));
            path.lineTo(x + cell * 0.4 * chance.nextDouble(), y + cell * (0.5 + 0.5 * chance.nextDouble()));
            path.closePath();
            fill(pen, colour, path);
        }
    }

    /** Letters five dots wide and seven high, centred. */
    private static void text(Graphics2D pen, String[] words) {
        String text = String.join(" ", Arrays.copyOfRange(words, 5, words.length));
        double dot = n(words, 3) / 7;
        double x = n(words, 1) - (text.length() * 6 - 1) * dot / 2;
        for (char letter : text.toCharArray()) {
            String[] rows = LETTERS.getOrDefault(String.valueOf(letter), new String[0]);
            for (int place = 0; place < rows.length * 5; place++) {
                if (rows[place / 5].charAt(place % 5) == '1') {
                    double left = x + place % 5 * dot;
                    fill(pen, words[4], new Rectangle2D.Double(left, n(words, 2) + place / 5 * dot, dot, dot));
                }
            }
            x += 6 * dot;
        }
    }

    private static void fill(Graphics2D pen, String colour, Shape shape) {
        pen.setColor(Color.decode(colour));
        pen.fill(shape);
    }

    private static void stroke(Graphics2D pen, double width, String colour, Shape shape) {
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.setColor(Color.decode(colour));
        pen.draw(shape);
    }

    private static double n(String[] words, int index) {
        return Double.parseDouble(words[index]);
    }

    private static Map<String, String[]> letters() {
        Map<String, String[]> letters = new LinkedHashMap<>();
        for (String line : lines("letters.txt")) {
            String[] words = line.split(" ");
            letters.put(words[0], Arrays.copyOfRange(words, 1, words.length));
        }
        return letters;
    }

    private static List<String> lines(String name) {
        try (InputStream file = ProductPictures.class.getResourceAsStream("/pictures/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
