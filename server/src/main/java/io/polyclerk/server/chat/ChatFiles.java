package io.polyclerk.server.chat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The files that the chat's page is made of; small and few, so they are held in memory. Immutable. */
final class ChatFiles {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final Map<String, File> files;

    /** @param tag changes whenever the content does */
    record File(byte[] content, String type, String tag) {}

    private ChatFiles(Map<String, File> files) {
        this.files = Map.copyOf(files);
    }

    static ChatFiles of(ServletContext application) throws IOException {
        Map<String, File> files = new HashMap<>();
        for (String path : application.getResourcePaths("/chat/")) {
            String name = path.substring("/chat/".length());
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (type != null) {
                try (InputStream stream = application.getResourceAsStream(path)) {
                    byte[] content = stream.readAllBytes();
                    files.put(name, new File(content, type, tagOf(content)));
                }
            }
        }
        return new ChatFiles(files);
    }

    Optional<File> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The page with the shop's name in it. */
    byte[] page(String title) {
        File page = find("index.html").orElseThrow();
        return new String(page.content(), StandardCharsets.UTF_8)
                .replace("{{title}}", escaped(title))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String tagOf(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
