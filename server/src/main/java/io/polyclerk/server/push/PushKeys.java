package io.polyclerk.server.push;

import com.interaso.webpush.VapidKeys;
import io.polyclerk.server.setting.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The pair of keys by which push services know this server (RFC 8292): made at the first start and kept in the data folder. */
public final class PushKeys {

    private final VapidKeys keys;

    private PushKeys(VapidKeys keys) {
        this.keys = keys;
    }

    public static PushKeys in(DataFolder data) {
        Path file = data.folder("keys").resolve("push");
        try {
            if (!Files.exists(file)) {
                VapidKeys made = VapidKeys.generate();
                data.writePrivately(
                        file,
                        (made.getX509PublicKey() + "\n" + made.getPkcs8PrivateKey() + "\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
            List<String> lines = Files.readAllLines(file);
            return new PushKeys(VapidKeys.create(lines.get(0), lines.get(1)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a browser wants to know, in base64url. */
    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.getApplicationServerKey());
    }

    VapidKeys pair() {
        return keys;
    }
}
