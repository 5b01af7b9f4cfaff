package io.polyclerk.server.access;

import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The first administrator's token: the one that is set, else the one that was made at the first start. */
public final class AdminToken {

    private AdminToken() {}

    public static String of(Settings settings, DataFolder data) {
        String set = settings.optional(Setting.ADMIN_TOKEN);
        if (set != null) {
            return set;
        }
        Path file = data.root().resolve("admin-token");
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String made = Access.newSecret(new SecureRandom());
        data.writePrivately(file, (made + "\n").getBytes(StandardCharsets.UTF_8));
        return made;
    }
}
