package io.polyclerk.server.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small page for people, in the first of their browser's languages that we have. Needs no script. Immutable. */
public final class BrowserPage {

    /** The links of the start page, and where they lead. The chat is left out of this list: not every server has one. */
    private static final List<Map.Entry<String, String>> LINKS =
            List.of(Map.entry("console", "/console/"), Map.entry("api", "/openapi/ui/"));

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");

    /** So many languages of a browser are looked at; people have a few. */
    private static final int MOST_WANTED = 20;

    private static final ResourceBundle ENGLISH = read("en");
    private static final Map<String, ResourceBundle> WORDS = Stream.of(
                    "en", "zh", "pt", "ar", "es", "fr", "de", "ja", "ko", "ru", "th", "vi", "id", "tr", "hi")
            .collect(Collectors.toUnmodifiableMap(tag -> tag, BrowserPage::read));

    private static final String FRAME = frame();

    private final int status;
    private final String heading;
    private final @Nullable String chat;
    private final boolean startsHere;

    private BrowserPage(int status, String heading, @Nullable String chat, boolean startsHere) {
        this.status = status;
        this.heading = heading;
        this.chat = chat;
        this.startsHere = startsHere;
    }

    /** @param chat address of the chat of the shop; null where there is none, or more than one */
    public static BrowserPage start(@Nullable String chat) {
        return new BrowserPage(200, "running", chat, true);
    }

    /** The page that says what went wrong and leads back to the start. @param status of the answer */
    public static BrowserPage lost(int status) {
        return new BrowserPage(status, status == 404 ? "nothing" : "failed", null, false);
    }

    /** Whether somebody looks at the answer: browsers ask for a page by name, programs do not. */
    public static boolean isWantedBy(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return Set.of("GET", "HEAD").contains(request.getMethod())
                && accepted != null
                && accepted.toLowerCase(Locale.ROOT).contains("text/html");
    }

    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResourceBundle words = words(Collections.list(request.getLocales()));
        byte[] page = html(words).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Content-Language", words.getString("tag"));
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Vary", "Accept, Accept-Language");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    String html(ResourceBundle words) {
        StringBuilder links = new StringBuilder();
        if (chat != null) {
            links.append(link(words, "chat", chat));
        }
        if (startsHere) {
            LINKS.forEach(link -> links.append(link(words, link.getKey(), link.getValue())));
        } else {
            links.append(link(words, "start", "/"));
        }
        String tag = words.getString("tag");
        return FRAME.replace("{{language}}", tag)
                .replace("{{direction}}", RIGHT_TO_LEFT.contains(tag) ? "rtl" : "ltr")
                .replace("{{heading}}", words.getString(heading))
                .replace("{{links}}", links);
    }

    /** Nothing that somebody from outside has written comes into it: the address of a chat is made of an id that was checked. */
    private static String link(ResourceBundle words, String name, String address) {
        return "<li><a href=\"%s\">%s</a><br>%s</li>\n"
                .formatted(address, words.getString(name), words.getString(name + ".tells"));
    }

    /** The JDK keeps what it was asked for, found or not, so it is asked only for languages that we have, never for what a browser has made up. */
    static ResourceBundle words(List<Locale> wanted) {
        return wanted.stream()
                .limit(MOST_WANTED)
                .map(Locale::getLanguage)
                .filter(WORDS::containsKey)
                .findFirst()
                .map(WORDS::get)
                .orElse(ENGLISH);
    }

    private static ResourceBundle read(String tag) {
        return ResourceBundle.getBundle(
                "io.polyclerk.server.pages.words",
                Locale.of(tag),
                BrowserPage.class.getClassLoader(),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    private static String frame() {
        try (InputStream stream = BrowserPage.class.getResourceAsStream("page.html")) {
            if (stream == null) {
                throw new IllegalStateException("the page is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
