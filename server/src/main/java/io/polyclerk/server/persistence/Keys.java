package io.polyclerk.server.persistence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes platforms' own ids fit the columns they are kept in. */
public final class Keys {

    private static final int LONGEST = 200;

    private Keys() {}

    /** The id itself when it is short and printable, else its SHA-256: the same id always becomes the same key. */
    public static String of(String platformId) {
        boolean fits = platformId.length() <= LONGEST && platformId.chars().noneMatch(Character::isISOControl);
        return fits ? platformId : "sha256:" + sha256(platformId);
    }

    public static @Nullable String ofNullable(@Nullable String platformId) {
        return platformId == null ? null : of(platformId);
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Text that every database takes: without NUL characters, and cut where it would be unreasonably long. */
    public static String text(String text, int longest) {
        String clean = text.replace("\0", "");
        return clean.length() <= longest ? clean : clean.substring(0, longest);
    }

    public static @Nullable String nullableText(@Nullable String text, int longest) {
        return text == null ? null : text(text, longest);
    }
}
