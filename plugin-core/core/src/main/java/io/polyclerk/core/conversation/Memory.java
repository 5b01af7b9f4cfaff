package io.polyclerk.core.conversation;

import io.polyclerk.core.conversation.Trust.SentCode;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OfferedEmail;
import io.polyclerk.spi.message.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the bot remembers of a conversation between turns. Holds no order data: only which orders this sender has proven to be theirs.
 *
 * @param language BCP 47 tag of the last turn; null before the first
 * @param disclosed whether the bot has said that it is a bot
 * @param question what was asked and not answered
 * @param topic what is being talked about
 * @param trust what the sender has proven
 * @param mood how the conversation goes
 * @param offered the options that were shown last, so that a typed number can pick one
 * @param dealing what is being arranged
 */
public record Memory(
        @Nullable String language,
        boolean disclosed,
        @Nullable OpenQuestion question,
        Topic topic,
        Trust trust,
        Mood mood,
        List<Option> offered,
        Dealing dealing) {

    /** Nothing was said yet. */
    public static final Memory EMPTY =
            new Memory(null, false, null, Topic.NONE, Trust.NONE, Mood.EVEN, List.of(), Dealing.NONE);

    public Memory {
        // Conversations that an earlier version stored lack these: they ask for proof once more.
        topic = Objects.requireNonNullElse(topic, Topic.NONE);
        trust = Objects.requireNonNullElse(trust, Trust.NONE);
        mood = Objects.requireNonNullElse(mood, Mood.EVEN);
        dealing = Objects.requireNonNullElse(dealing, Dealing.NONE);
        offered = List.copyOf(offered);
    }

    /**
     * How the conversation goes.
     *
     * @param misunderstood turns in a row that were not understood
     * @param angryTurns turns in a row in which the shopper was angry
     * @param said a mark of what was answered last, so that the same answer twice in a row is noticed; 0 before the first
     */
    public record Mood(int misunderstood, int angryTurns, int said) {
        static final Mood EVEN = new Mood(0, 0, 0);
    }

    public @Nullable String orderNumber() {
        return topic.orderNumber();
    }

    public @Nullable String product() {
        return topic.product();
    }

    public Memory speaking(String tag) {
        return new Memory(tag, disclosed, question, topic, trust, mood, offered, dealing);
    }

    public Memory afterDisclosure() {
        return new Memory(language, true, question, topic, trust, mood, offered, dealing);
    }

    /** The same, with or without having said that the bot is a bot. */
    public Memory disclosed(boolean said) {
        return new Memory(language, said, question, topic, trust, mood, offered, dealing);
    }

    public Memory asking(@Nullable OpenQuestion open) {
        return new Memory(language, disclosed, open, topic, trust, mood, offered, dealing);
    }

    public Memory aboutOrder(@Nullable String number) {
        return aboutOrders(number == null ? List.of() : List.of(number));
    }

    /** @param numbers of orders that were named together */
    public Memory aboutOrders(List<String> numbers) {
        return with(topic.ofOrders(numbers));
    }

    public Memory aboutProduct(@Nullable String words) {
        return aboutProduct(words, null);
    }

    /** @param asked wire name of the intent in which it was spoken of */
    public Memory aboutProduct(@Nullable String words, @Nullable String asked) {
        return with(topic.ofProduct(words, asked));
    }

    /** @param fault wire name of what was seen on a photo */
    public Memory seeing(@Nullable String fault) {
        return with(topic.ofFault(fault));
    }

    /** @param wish what shall be done about something damaged */
    public Memory wishing(@Nullable String wish) {
        return with(topic.ofWish(wish));
    }

    /** @param intents wire names of what was wished and waits for an order or its proof */
    public Memory waiting(List<String> intents) {
        return with(topic.ofWaiting(intents));
    }

    /** @param intent wire name of the wish about an order that was spoken of last */
    public Memory afterWish(String intent) {
        return with(topic.ofLast(intent));
    }

    /** The shopper has just been answered. */
    public Memory spokenOf(Instant now) {
        return with(topic.spokenOf(now));
    }

    /**
     * What is remembered when the shopper writes again. After a long silence, what was asked, wished, offered and arranged is forgotten; what was
     * proven, and of which order and thing was spoken, is not. An address that was written before an order was named is forgotten as long after it
     * was written, whatever has been said since.
     *
     * @param wishesKept how long the bot remembers what it asked and what was wished while the shopper says nothing
     */
    public Memory recalled(Instant now, Duration wishesKept) {
        Instant last = topic.spokenAt();
        return last == null || last.plus(wishesKept).isAfter(now)
                ? with(trust.recalled(now, wishesKept))
                : new Memory(
                        language,
                        disclosed,
                        null,
                        topic.withoutWishes(),
                        trust.offering(null),
                        Mood.EVEN,
                        offered,
                        Dealing.NONE);
    }

    private Memory with(Topic newTopic) {
        return new Memory(language, disclosed, question, newTopic, trust, mood, offered, dealing);
    }

    /** @param orderKey tells orders of different stores apart */
    public Memory proven(String orderKey, String sender, Level level, Instant at) {
        return with(trust.proven(orderKey, sender, level, at));
    }

    /** @param lock until when no further proof is looked at; null while there are tries left */
    public Memory proofFailed(@Nullable Instant lock) {
        return with(trust.failed(lock));
    }

    /** A code was sent, or the last one is void. */
    public Memory codeSent(@Nullable SentCode code) {
        return with(trust.sent(code));
    }

    /** @param email that was written before an order was named; null when it has been looked at */
    public Memory offeringEmail(@Nullable OfferedEmail email) {
        return with(trust.offering(email));
    }

    private Memory with(Trust newTrust) {
        return new Memory(language, disclosed, question, topic, newTrust, mood, offered, dealing);
    }

    public Memory understood() {
        return with(new Mood(0, mood.angryTurns(), mood.said()));
    }

    public Memory notUnderstood() {
        return with(new Mood(mood.misunderstood() + 1, mood.angryTurns(), mood.said()));
    }

    public Memory angry(boolean angry) {
        return with(new Mood(mood.misunderstood(), angry ? mood.angryTurns() + 1 : 0, mood.said()));
    }

    /** @param mark of what is answered now */
    public Memory saying(int mark) {
        return with(new Mood(mood.misunderstood(), mood.angryTurns(), mark));
    }

    private Memory with(Mood newMood) {
        return new Memory(language, disclosed, question, topic, trust, newMood, offered, dealing);
    }

    public Memory offering(List<Option> options) {
        return new Memory(language, disclosed, question, topic, trust, mood, options, dealing);
    }

    public Memory dealing(Dealing newDealing) {
        return new Memory(language, disclosed, question, topic, trust, mood, offered, newDealing);
    }
}
