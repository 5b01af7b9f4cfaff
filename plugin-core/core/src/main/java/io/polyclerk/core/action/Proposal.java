package io.polyclerk.core.action;

import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import io.polyclerk.spi.store.OrderAction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper is asked to confirm. It never changes: another wish is another proposal.
 *
 * @param who whose wish it is, and where it was said
 * @param store connection of the store that holds the order
 * @param orderNumber as the store writes it
 * @param revision of the order that the shopper was told about; the store refuses the write when it has another
 * @param amount what is at stake: what would go back, or the total of the order; null when no money is
 * @param needsApproval whether the merchant's people have to agree after the shopper
 * @param expiresAt later than this the button does nothing
 */
public record Proposal(
        ActionId id,
        Who who,
        ConnectionId store,
        String orderNumber,
        String revision,
        OrderAction action,
        @Nullable Money amount,
        boolean needsApproval,
        Instant proposedAt,
        Instant expiresAt) {

    /**
     * Whose wish it is.
     *
     * @param sender id of the sender on the channel; nobody else can confirm it
     * @param language BCP 47 tag in which the outcome is told
     */
    public record Who(ConversationId conversation, String merchant, String sender, String language) {}

    public ActionKind kind() {
        return ActionKind.of(action);
    }

    /** Holds an address at times: only names are printed. */
    @Override
    public String toString() {
        return "Proposal[" + kind() + " " + id + "]";
    }
}
