package io.polyclerk.spi.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a file can be had from the channel that carried it.
 *
 * @param id the platform's own id
 * @param contentType as the platform claims it; believed by nobody
 * @param bytes size as the platform claims it
 * @param fileName as the sender claims it
 * @param sha256 of the content in base64, where the platform gives it
 */
public record MediaRef(
        String id,
        @Nullable String contentType,
        @Nullable Long bytes,
        @Nullable String fileName,
        @Nullable String sha256) {

    public static MediaRef of(String id) {
        return new MediaRef(id, null, null, null, null);
    }
}
