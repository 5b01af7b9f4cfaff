package io.polyclerk.server.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.polyclerk.server.setting.DataFolder;
import io.polyclerk.spi.message.ConnectionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets before they are stored. A secret is bound to its connection and setting: copied to another place, it no longer
 * opens. The key lies in the data folder, apart from the database. Thread-safe.
 */
public final class SecretBox {

    private static final String HMAC = "HmacSHA256";

    private final Aead aead;
    private final SecretKeySpec fingerprints;

    private SecretBox(Aead aead, SecretKeySpec fingerprints) {
        this.aead = aead;
        this.fingerprints = fingerprints;
    }

    /** Opens the box with the key in the data folder; makes a key at first. */
    public static SecretBox in(DataFolder data) {
        Path file = data.folder("keys").resolve("secrets.json");
        try {
            AeadConfig.register();
            KeysetHandle keys = Files.exists(file) ? read(file) : make(data, file);
            return new SecretBox(keys.getPrimitive(RegistryConfiguration.get(), Aead.class), fingerprints(file));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("the key in " + file + " cannot be used", unreadable);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Made of the same key, so that nodes that share it agree; of no use for finding it. */
    private static SecretKeySpec fingerprints(Path file) throws IOException, GeneralSecurityException {
        Mac derive = Mac.getInstance(HMAC);
        derive.init(new SecretKeySpec(Files.readAllBytes(file), HMAC));
        return new SecretKeySpec(derive.doFinal("fingerprints".getBytes(StandardCharsets.UTF_8)), HMAC);
    }

    /** A keyed hash, in 64 hexadecimal digits: equal for equal texts, and of no use to whoever has only the database. */
    public String fingerprint(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(fingerprints);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
    }

    private static KeysetHandle make(DataFolder data, Path file) throws GeneralSecurityException {
        KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        String text = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
        data.writePrivately(file, text.getBytes(StandardCharsets.UTF_8));
        return keys;
    }

    /** The secret of a connection's setting in a form that may be stored. */
    public String seal(ConnectionId connection, String setting, String secret) {
        return seal(place(connection, setting), secret);
    }

    /** @throws IllegalStateException when it was sealed with another key or for another place */
    public String open(ConnectionId connection, String setting, String sealed) {
        return open(place(connection, setting), sealed);
    }

    /** The secret in a form that may be stored. @param place where it belongs; it opens nowhere else */
    public String seal(String place, String secret) {
        try {
            byte[] sealed =
                    aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), place.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a secret could not be encrypted", impossible);
        }
    }

    /** @throws IllegalStateException when it was sealed with another key or for another place */
    public String open(String place, String sealed) {
        try {
            byte[] secret = aead.decrypt(Base64.getDecoder().decode(sealed), place.getBytes(StandardCharsets.UTF_8));
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalStateException(place + " was sealed with another key", wrongKey);
        }
    }

    private static String place(ConnectionId connection, String setting) {
        return connection.value() + "/" + setting;
    }
}
