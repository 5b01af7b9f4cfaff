package io.polyclerk.adapter.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What an action leaves in the shop so that nobody does it twice. WooCommerce knows no idempotency keys, but what is written in one
 * call is there as a whole or not at all. Names begin with {@code _}, which keeps them out of customers' sight.
 *
 * @param hash of the idempotency key
 */
record Trace(String hash) {

    /** On an order: an action with this key was carried out. */
    static final String ACTION = "_polyclerk_done_";

    /** On an order: a return was asked for. */
    static final String RETURN = "_polyclerk_return_";

    /** On an order: somebody is about to refund. */
    static final String ATTEMPT = "_polyclerk_attempt_";

    /** On a refund: the key itself. */
    static final String REFUND_KEY = "_polyclerk_key";

    private static final Pattern MARK = Pattern.compile("\\s*\\[ref pc-[0-9a-f]{16}]$");

    static Trace of(String idempotencyKey) {
        return new Trace(hash(idempotencyKey));
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A text that tells which attempt wrote it: the shop stores a text with the thing itself, before anything can break. */
    String marked(String text) {
        return (text.strip() + " [ref pc-" + hash + "]").strip();
    }

    boolean isMarkOf(JsonNode text) {
        return text.asText().endsWith("[ref pc-" + hash + "]");
    }

    /** Whether any action of ours wrote this. */
    static boolean isMarked(String text) {
        return MARK.matcher(text).find();
    }

    static String unmarked(String text) {
        return MARK.matcher(text).replaceFirst("").strip();
    }

    boolean isOn(JsonNode order) {
        return Json.meta(order).has(ACTION + hash);
    }

    /** The body of a change that writes one piece of meta data. */
    static ObjectNode writing(String key, JsonNode value) {
        ObjectNode change = WooCommerceApi.object();
        change.putArray("meta_data").addObject().put("key", key).set("value", value);
        return change;
    }
}
