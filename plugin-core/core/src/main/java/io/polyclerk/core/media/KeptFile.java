package io.polyclerk.core.media;

/**
 * What is known of a file once it is kept.
 *
 * @param name under which the vault has it
 * @param contentType as the content looks, whatever anybody claims
 * @param sha256 of the content, in hexadecimal
 */
public record KeptFile(String name, String contentType, long bytes, String sha256) {}
