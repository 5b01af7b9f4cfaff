/**
 * A channel of an invented platform, to be copied. ${name} sends {@code {"events":[{"id","type","box","at","from":{"id","name"},
 * "text"|"picked"}]}} with the header {@code X-${name}-Signature} (HMAC-SHA256 of the body, in hexadecimal), and takes {@code POST
 * /v1/messages} with a bearer token.
 */
@NullMarked
package ${package};

import org.jspecify.annotations.NullMarked;
