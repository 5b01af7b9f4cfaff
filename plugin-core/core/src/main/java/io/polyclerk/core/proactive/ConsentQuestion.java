package io.polyclerk.core.proactive;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.Holder;
import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.delivery.TurnStore.Pending;
import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.delivery.TurnStore.Result;
import io.polyclerk.core.proactive.ConsentStore.Followed;
import io.polyclerk.core.proactive.ConsentStore.Said;
import io.polyclerk.core.proactive.ProvenOrders.Proven;
import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.understanding.Intent;
import io.polyclerk.core.understanding.Interpretation;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remembers which proven order a chat was shown, and asks below the answer whether the shopper may be written to. Thread-safe. */
final class ConsentQuestion {

    private static final Set<Intent> ABOUT_AN_ORDER =
            EnumSet.of(Intent.TRACK_ORDER, Intent.PAYMENT_PROBLEM, Intent.CHANGE_ADDRESS);

    private static final double CONFIDENT = 0.5;

    private final ConnectionRegistry connections;
    private final ProactivePolicies policies;
    private final ConsentStore store;
    private final Phrasebook phrasebook;
    private final ProvenOrders proven;
    private final ContentFitter fitter = new ContentFitter();

    ConsentQuestion(
            ConnectionRegistry connections, ProactivePolicies policies, ConsentStore store, Phrasebook phrasebook) {
        this.connections = connections;
        this.policies = policies;
        this.store = store;
        this.phrasebook = phrasebook;
        this.proven = new ProvenOrders(connections);
    }

    /** The question in a language. */
    String words(String language) {
        return phrasebook.render(language, List.of(Phrase.of("proactive.ask")));
    }

    /** The result, with the question where it is time to ask. */
    Result below(Pending pending, Result result) {
        Conversation conversation = result.conversation();
        if (!policies.of(conversation.merchant()).wants(Purpose.ORDER_NEWS)
                || !showsAnOrder(pending.conversation().memory(), result)) {
            return result;
        }
        Received last = pending.messages().getLast();
        Consents consents = store.of(conversation.id());
        boolean asks = consents.mayBeAsked(last.sequence()) && result.replies().getLast() instanceof Content.Text;
        if (consents.given().isEmpty() && !asks) {
            return result;
        }
        Optional<Proven> order = proven.of(conversation, last.message().sender(), result.at())
                .filter(one -> OrderFacts.isOpen(one.order()));
        if (order.isEmpty()) {
            return result;
        }
        store.follows(conversation.id(), followed(order.get(), last, result));
        return asks ? asking(last, result) : result;
    }

    private static Followed followed(Proven proven, Received last, Result result) {
        return new Followed(
                proven.store().id(),
                proven.order().id(),
                proven.order().number(),
                last.message().sender().id(),
                OrderFacts.happened(proven.order()),
                result.at());
    }

    private static boolean showsAnOrder(Memory before, Result result) {
        Interpretation found = result.interpretation();
        Memory after = result.conversation().memory();
        if (found == null
                || result.conversation().holder() != Holder.BOT
                || result.replies().isEmpty()
                || !result.tickets().isEmpty()
                || after.question() != null
                || after.orderNumber() == null) {
            return false;
        }
        OpenQuestion asked = before.question();
        boolean isProof = asked != null && (asked.wanted() == Wanted.PROOF || asked.wanted() == Wanted.CODE);
        return isProof
                || found.intents().stream()
                        .limit(1)
                        .anyMatch(
                                scored -> scored.confidence() >= CONFIDENT && ABOUT_AN_ORDER.contains(scored.intent()));
    }

    private Result asking(Received last, Result result) {
        Conversation conversation = result.conversation();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        if (channel.isEmpty() || !(result.replies().getLast() instanceof Content.Text said)) {
            return result;
        }
        String language = conversation.language();
        boolean feedback = policies.of(conversation.merchant()).wants(Purpose.FEEDBACK);
        List<Option> options = ConsentAnswers.offers(feedback).stream()
                .map(offer -> new Option(offer.value(), phrasebook.render(language, offer.label())))
                .toList();
        String question = words(language);
        List<Content> replies =
                new ArrayList<>(result.replies().subList(0, result.replies().size() - 1));
        replies.addAll(fitter.fit(
                new Content.Choice(said.text() + "\n\n" + question, options),
                channel.get().capabilities(),
                language));
        store.asked(new Said(
                conversation.id(),
                last.sequence(),
                last.message().sender().id(),
                language,
                question,
                null,
                result.at()));
        return result.asking(replies, options);
    }
}
