package io.polyclerk.core.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answers next: one state machine over all channels and our own desk. The bot is silent from the first sign of a human and comes
 * back when it is given the conversation, or when the human has been silent for long and the shopper writes again. Stateless.
 */
public final class Takeover {

    /** Something that tells who answers. */
    public sealed interface Sign {

        /** The bot has told the shopper that a human will answer; it says nothing more itself, though nobody has come yet. */
        record HumanPromised() implements Sign {}

        /** A human took the conversation or said something, here or in the platform's own app. */
        record HumanThere() implements Sign {}

        /** An agent of our desk has ended their part, also one who has not written: the bot answers from the next message on. */
        record HumanGaveBack() implements Sign {}

        /** The humans of the platform's own app let go of it. @param atDesk whether an agent of our desk holds it */
        record PlatformLetGo(boolean atDesk) implements Sign {}

        /** The shopper wrote. @param humanAt when a human last showed up; null when none did */
        record ShopperWrote(@Nullable Instant humanAt, Instant now) implements Sign {}
    }

    private final Duration silence;

    /** @param silence how long a human has to be silent before a shopper's next message is the bot's again */
    public Takeover(Duration silence) {
        this.silence = silence;
    }

    /** Who answers once this sign was seen. @param holder who answered before */
    public Holder after(Holder holder, Sign sign) {
        return switch (sign) {
            case Sign.HumanPromised promised -> holder == Holder.BOT ? Holder.WAITING_FOR_AGENT : holder;
            case Sign.HumanThere there -> Holder.AGENT;
            case Sign.HumanGaveBack gaveBack -> Holder.BOT;
            // A shopper who waits for somebody goes on waiting: our desk may still answer.
            case Sign.PlatformLetGo letGo -> holder == Holder.AGENT && !letGo.atDesk() ? Holder.BOT : holder;
            case Sign.ShopperWrote wrote ->
                holder == Holder.AGENT && isSilent(wrote.humanAt(), wrote.now()) ? Holder.BOT : holder;
        };
    }

    private boolean isSilent(@Nullable Instant humanAt, Instant now) {
        return humanAt != null && !humanAt.plus(silence).isAfter(now);
    }

    /** What the bot remembers when it comes back: what it had asked or offered is forgotten, as the talk has moved on. */
    public static Memory comingBack(Memory memory) {
        return memory.asking(null).waiting(List.of()).understood().angry(false).offering(List.of());
    }
}
