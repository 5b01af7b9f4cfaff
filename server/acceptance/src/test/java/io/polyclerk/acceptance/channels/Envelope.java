package io.polyclerk.acceptance.channels;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** WeChat's encryption and signatures, from their description. */
final class Envelope {

    private static final int BLOCK = 32;

    private Envelope() {}

    static String signature(String... parts) {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest(String.join("", sorted).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static String encrypted(String message, String receiver, String encodingAesKey) {
        byte[] key = Base64.getDecoder().decode(encodingAesKey + "=");
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(random);
        plain.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
        plain.writeBytes(text);
        plain.writeBytes(receiver.getBytes(StandardCharsets.UTF_8));
        int padding = BLOCK - plain.size() % BLOCK;
        for (int i = 0; i < padding; i++) {
            plain.write(padding);
        }
        return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE, key, plain.toByteArray()));
    }

    static String decrypted(String encrypted, String encodingAesKey) {
        byte[] key = Base64.getDecoder().decode(encodingAesKey + "=");
        byte[] plain = cipher(Cipher.DECRYPT_MODE, key, Base64.getDecoder().decode(encrypted));
        int length = ByteBuffer.wrap(plain, 16, 4).getInt();
        return new String(plain, 20, length, StandardCharsets.UTF_8);
    }

    private static byte[] cipher(int mode, byte[] key, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
