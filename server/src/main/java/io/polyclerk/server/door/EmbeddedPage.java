package io.polyclerk.server.door;

import io.polyclerk.spi.Launch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page that a merchant sees inside the platform's own. The platform's scripts come first, as platforms ask for it. */
record EmbeddedPage(String adapter, Launch.Frame frame) {

    /** Only what we ship and the platform's own scripts run, and only the platform may show the page. */
    String policy() {
        String platform = frame.scripts().stream()
                .map(URI::create)
                .map(script -> script.getScheme() + "://" + script.getHost())
                .distinct()
                .collect(Collectors.joining(" "));
        return "default-src 'self' " + platform
                + "; style-src 'self' 'unsafe-inline' " + platform
                + "; img-src 'self' data: blob: https:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors "
                + String.join(" ", frame.ancestors());
    }

    byte[] html() {
        String meta = new TreeMap<>(frame.meta())
                .entrySet().stream()
                        .map(one -> "<meta name=\"%s\" content=\"%s\">"
                                .formatted(escaped(one.getKey()), escaped(one.getValue())))
                        .collect(Collectors.joining("\n"));
        String scripts = frame.scripts().stream()
                .map(script -> "<script src=\"%s\"></script>".formatted(escaped(script)))
                .collect(Collectors.joining("\n"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                %s
                %s
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Polyclerk</title>
                <link rel="stylesheet" href="/embedded/embedded.css">
                <script type="module" src="/embedded/embedded.js"></script>
                </head>
                <body data-adapter="%s"%s><main id="page" aria-busy="true"></main></body>
                </html>
                """.formatted(meta, scripts, escaped(adapter), links(frame.links()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String links(Map<String, String> links) {
        return new TreeMap<>(links)
                .entrySet().stream()
                        .filter(link -> link.getKey().matches("[a-z]{1,20}"))
                        .map(link -> " data-link-%s=\"%s\"".formatted(link.getKey(), escaped(link.getValue())))
                        .collect(Collectors.joining());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
