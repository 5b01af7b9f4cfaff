package io.polyclerk.ai.speech;

import java.net.URI;

/**
 * Where a speech endpoint is and what it costs.
 *
 * @param address base of the interface, such as {@code https://api.openai.com/v1}
 * @param key sent as bearer token; empty when the server wants none
 * @param name the model's name at that address
 * @param minutePrice of a minute of sound, in millionths of the cap's currency
 */
public record SpeechSettings(URI address, String key, String name, long minutePrice) {

    /** What so much sound costs, in millionths; every second that was begun counts. */
    long cost(double seconds) {
        return Math.ceilDiv((long) Math.ceil(seconds) * minutePrice, 60L);
    }

    /** Keys are secrets. */
    @Override
    public String toString() {
        return "SpeechSettings[" + name + "]";
    }
}
