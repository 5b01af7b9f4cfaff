package io.polyclerk.server.chat;

import io.polyclerk.server.api.SecurityHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which pages may show a chat inside them. */
final class ContentPolicy {

    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    private ContentPolicy() {}

    /** @param origins as the merchant set them, separated by commas or blanks; what is no origin is left out */
    static void letFrame(HttpServletResponse response, String origins) {
        String allowed = Arrays.stream(origins.strip().split("[,\\s]+", -1))
                .filter(origin -> ORIGIN.matcher(origin).matches())
                .collect(Collectors.joining(" "));
        response.setHeader("Content-Security-Policy", SecurityHeaders.POLICY + ("'self' " + allowed).strip());
    }
}
