/**
 * A store of an invented shop system, to be copied. ${name} answers {@code GET /v1/orders?number=|email=|phone=|customer=}, {@code GET
 * /v1/products?q=} and {@code GET /v1/policies} with JSON for a bearer key, and posts {@code {"event","order","at"}} with the header
 * {@code X-${name}-Signature} (HMAC-SHA256 of the body, in hexadecimal) when an order has changed.
 */
@NullMarked
package ${package};

import org.jspecify.annotations.NullMarked;
