/**
 * A channel of an invented platform, to be copied. Postbox sends {@code {"events":[{"id","type","box","at","from":{"id","name"},
 * "text"|"picked"}]}} with the header {@code X-Postbox-Signature} (HMAC-SHA256 of the body, in hexadecimal), and takes {@code POST
 * /v1/messages} with a bearer token.
 */
@NullMarked
package io.polyclerk.adapter.starter;

import org.jspecify.annotations.NullMarked;
