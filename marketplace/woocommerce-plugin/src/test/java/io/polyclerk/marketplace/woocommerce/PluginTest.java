package io.polyclerk.marketplace.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What can be known of the plugin without a shop. Where there is a PHP, every file is read by it and the parts that need no WordPress are
 * run; src/test/sh/wordpress.sh sets up a real WordPress for everything else.
 */
class PluginTest {

    private static final Path PLUGIN = Path.of("src/main/plugin");
    private static final Path TRANSLATIONS = Path.of("src/main/i18n");
    private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d\\$)?s");

    private static List<Path> php() throws IOException {
        try (Stream<Path> files = Files.walk(PLUGIN)) {
            return files.filter(file -> file.toString().endsWith(".php"))
                    .sorted()
                    .toList();
        }
    }

    /** @return its output and status, or null where there is no PHP */
    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said + "status " + process.waitFor();
        } catch (IOException noPhp) {
            System.err.println("NOT RUN, as there is no php on this machine: " + String.join(" ", command));
            return null;
        }
    }

    @Test
    void phpReadsEveryFile() throws IOException, InterruptedException {
        for (Path file : php()) {
            String said = run("php", "-l", file.toString());
            if (said != null) {
                assertThat(said)
                        .as(file.toString())
                        .contains("No syntax errors")
                        .endsWith("status 0");
            }
        }
    }

    @Test
    void whatNeedsNoWordPressDoesWhatItShould() throws IOException, InterruptedException {
        String said = run("php", "-d", "zend.assertions=1", "src/test/php/unit.php");
        if (said != null) {
            assertThat(said).endsWith("all fine\nstatus 0");
        }
    }

    @Test
    void nobodyComesPastWordPress() throws IOException {
        for (Path file : php()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .containsAnyOf("defined( 'ABSPATH' ) || exit;", "defined( 'WP_UNINSTALL_PLUGIN' ) || exit;");
        }
    }

    @Test
    void everyFormIsCheckedForRightAndNonce() throws IOException {
        for (Path file : php()) {
            String code = Files.readString(file);
            Matcher doors = Pattern.compile("admin_post_polyclerk").matcher(code);
            if (doors.find()) {
                assertThat(code)
                        .contains("current_user_can( 'manage_woocommerce' )")
                        .contains("check_admin_referer(");
            }
        }
    }

    @Test
    void nothingNewerThanPhp74IsUsed() throws IOException {
        for (Path file : php()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContain("?->")
                    .doesNotContainPattern("(?<![_a-z])match ?\\(")
                    .doesNotContainPattern("(?m)^\\s*(enum|readonly) ")
                    .doesNotContain("str_contains(");
        }
    }

    @Test
    void theHeaderSaysWhatStoresAskFor() throws IOException {
        String main = Files.readString(PLUGIN.resolve("polyclerk.php"));
        String readme = Files.readString(PLUGIN.resolve("readme.txt"));

        assertThat(main)
                .containsPattern("Requires Plugins:\\s+woocommerce")
                .containsPattern("License:\\s+GPL-2.0-or-later")
                .contains("'custom_order_tables', POLYCLERK_FILE, true")
                .contains("'cart_checkout_blocks', POLYCLERK_FILE, true");
        for (String name : List.of("Requires at least", "Requires PHP", "WC requires at least", "WC tested up to")) {
            assertThat(value(main, name))
                    .as(name)
                    .isEqualTo(value(readme, name))
                    .isNotBlank();
        }
        assertThat(value(main, "Version")).isEqualTo(value(readme, "Stable tag"));
        assertThat(main).contains("'POLYCLERK_VERSION', '" + value(main, "Version") + "'");
        assertThat(readme)
                .contains("== Description ==", "== Installation ==", "== External services ==", "== Changelog ==")
                .contains("== Frequently Asked Questions ==", "== Screenshots ==");
        assertThat(value(readme, "Tags").split(",")).hasSizeLessThanOrEqualTo(5);
    }

    private static String value(String text, String name) {
        Matcher found = Pattern.compile("(?m)^[ *]*" + Pattern.quote(name) + ":\\s*(.+)$")
                .matcher(text);
        return found.find() ? found.group(1).strip() : "";
    }

    @Test
    void everythingIsSaidInFifteenLanguages() throws IOException {
        List<String> texts = Translations.textsOf(PLUGIN);
        Map<String, List<String>> languages = Translations.languages(TRANSLATIONS, texts);

        assertThat(languages).hasSize(14);
        languages.forEach((locale, lines) -> {
            for (int i = 0; i < texts.size(); i++) {
                assertThat(lines.get(i)).as(locale).isNotBlank();
                assertThat(placeholders(lines.get(i)))
                        .as(locale + ": " + texts.get(i))
                        .isEqualTo(placeholders(texts.get(i)));
            }
        });
    }

    private static List<String> placeholders(String text) {
        List<String> found = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            found.add(placeholder.group());
        }
        return List.copyOf(new TreeSet<>(found));
    }
}
