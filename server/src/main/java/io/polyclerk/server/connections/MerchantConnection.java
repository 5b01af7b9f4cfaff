package io.polyclerk.server.connections;

import io.polyclerk.spi.message.ConnectionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's configured use of an adapter, as it is kept.
 *
 * @param settings with secrets in the clear; never leaves the server
 * @param reason why it is paused; null when it is not
 * @param check how the last check against the platform went
 */
public record MerchantConnection(
        ConnectionId id,
        String adapter,
        String merchant,
        Map<String, String> settings,
        State state,
        @Nullable String reason,
        Check check,
        Instant createdAt) {

    /** Whether messages are sent. */
    public enum State {
        ACTIVE,
        /** The platform no longer takes the credentials; nothing is sent until they are mended. */
        PAUSED
    }

    /** What is known of the credentials. */
    public enum CheckState {
        OK,
        /** The platform could not be asked. */
        UNVERIFIED,
        REJECTED
    }

    /** @param detail what the platform said, without secrets @param at null before the first check */
    public record Check(
            CheckState state,
            @Nullable String detail,
            @Nullable Instant at) {
        public static final Check NEVER = new Check(CheckState.UNVERIFIED, null, null);
    }

    public MerchantConnection {
        settings = Map.copyOf(settings);
    }

    public MerchantConnection withCheck(Check newCheck) {
        return new MerchantConnection(id, adapter, merchant, settings, state, reason, newCheck, createdAt);
    }

    public MerchantConnection paused(String why) {
        return new MerchantConnection(id, adapter, merchant, settings, State.PAUSED, why, check, createdAt);
    }

    public MerchantConnection active() {
        return new MerchantConnection(id, adapter, merchant, settings, State.ACTIVE, null, check, createdAt);
    }

    /** Settings hold secrets, so they are never printed. */
    @Override
    public String toString() {
        return "MerchantConnection[" + id + ", " + adapter + "]";
    }
}
