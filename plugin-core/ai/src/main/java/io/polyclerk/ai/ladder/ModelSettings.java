package io.polyclerk.ai.ladder;

import java.net.URI;

/**
 * Where a model is and what it costs.
 *
 * @param address base of the interface, such as {@code https://api.deepseek.com/v1} or {@code http://localhost:11434/v1}
 * @param key sent as bearer token; empty when the server wants none
 * @param name the model's name at that address
 * @param prices what asking costs
 */
public record ModelSettings(URI address, String key, String name, TokenPrices prices) {

    /** Whether asking leaves this machine. */
    public boolean isRemote() {
        String host = String.valueOf(address.getHost());
        return !host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]");
    }

    /** Keys are secrets. */
    @Override
    public String toString() {
        return "ModelSettings[" + name + "]";
    }
}
