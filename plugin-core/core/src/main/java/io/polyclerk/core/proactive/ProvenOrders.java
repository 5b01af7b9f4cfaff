package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.connection.ConnectionRegistry.OpenStore;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Trust.Proof;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.ProofMatcher;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The order that a conversation is about, when its sender has proven it within a day or the platform vouches for them. Thread-safe. */
final class ProvenOrders {

    private static final Duration PROOF_LIVES = Duration.ofDays(1);

    private final ConnectionRegistry connections;

    ProvenOrders(ConnectionRegistry connections) {
        this.connections = connections;
    }

    record Proven(OpenStore store, Order order) {}

    Optional<Proven> of(Conversation conversation, Sender sender, Instant now) {
        String number = conversation.memory().orderNumber();
        if (number == null) {
            return Optional.empty();
        }
        List<OpenStore> stores = connections.storesFor(conversation);
        try {
            for (OpenStore store : stores) {
                Optional<Order> found = store.adapter().findOrder(number);
                if (found.isPresent()) {
                    return found.filter(order -> isTheirs(conversation, sender, store, order, stores.size(), now))
                            .map(order -> new Proven(store, order));
                }
            }
        } catch (AdapterException storeAway) {
            // Nobody has to be asked today.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isTheirs(
            Conversation conversation, Sender sender, OpenStore store, Order order, int stores, Instant now) {
        String vouched = sender.verifiedStore();
        boolean ofThisStore =
                vouched == null ? stores == 1 : vouched.equals(store.id().value());
        if (ProofMatcher.provenByPlatform(sender, order, ofThisStore)) {
            return true;
        }
        Proof proof = conversation.memory().trust().of(store.id().value() + "/" + order.id(), sender.id());
        return proof != null
                && proof.level().isAtLeast(Level.ORDER_PROOF)
                && !proof.at().plus(PROOF_LIVES).isBefore(now);
    }
}
