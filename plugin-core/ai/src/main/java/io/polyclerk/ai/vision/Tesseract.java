package io.polyclerk.ai.vision;

import io.polyclerk.ai.process.SearchPath;
import io.polyclerk.core.media.PhotoInspector.Written;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Reads what is written in a picture with the program {@code tesseract} where one is on the search path. It gets pixels that were decoded
 * here, never the file of a stranger. Of what it reads only order numbers and error codes are kept.
 */
final class Tesseract {

    private static final int SECONDS = 10;
    private static final int SIDE = 1_600;
    private static final int MOST_TEXT = 20_000;

    /** A word for order or number in one of the languages, or a hash, and then a number. */
    private static final Pattern ORDER = Pattern.compile(
            "(?iU)(?:#|\\b(?:order|no|nr|bestellung|bestellnummer|pedido|commande|ordine|sipariş|pesanan|заказ|заказа|đơn hàng)\\b"
                    + "[^\\p{L}\\d\\n]{0,4}(?:(?:number|nummer|n[uú]m[eé]?ro|no|nr|id)\\b|nº)?|订单号?|注文番号|주문번호)"
                    + "[^\\p{L}\\d\\n]{0,4}([A-Z]{0,3}-?\\d{3,12})\\b");

    private static final Pattern CODE = Pattern.compile(
            "\\b(?:E-?\\d{1,4}|F\\d{1,3}|(?i:err(?:or)?)[-_ :]{1,3}[A-Z]?\\d{1,5}|0x[0-9A-Fa-f]{2,8})\\b");

    private final Optional<Path> program;

    Tesseract() {
        this(SearchPath.program("tesseract"));
    }

    Tesseract(Optional<Path> program) {
        this.program = program;
    }

    static boolean isInstalled() {
        return SearchPath.program("tesseract").isPresent();
    }

    /** Empty when nobody reads here. */
    Optional<Written> read(byte[] photo) throws PhotoFile.Unreadable {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path file = null;
        try (Scope scope = new Scope()) {
            Mat grey = scope.mat();
            Imgproc.cvtColor(PhotoFile.decode(photo, SIDE, scope).picture(), grey, Imgproc.COLOR_BGR2GRAY);
            file = Files.createTempFile("picture", ".png");
            Imgcodecs.imwrite(file.toString(), grey);
            return Optional.of(useful(text(program.get(), file)));
        } catch (IOException impossible) {
            return Optional.empty();
        } finally {
            if (file != null) {
                file.toFile().delete();
            }
        }
    }

    private static String text(Path program, Path file) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(), file.toString(), "stdout", "-l", "eng", "--psm", "11")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // It would take every core there is.
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = builder.start();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        try (InputStream output = process.getInputStream()) {
            return new String(output.readNBytes(MOST_TEXT), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    static Written useful(String text) {
        return new Written(all(ORDER, 1, text), all(CODE, 0, text));
    }

    private static List<String> all(Pattern pattern, int group, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group).replaceAll("[ _:]+", "-"));
        }
        return found;
    }
}
