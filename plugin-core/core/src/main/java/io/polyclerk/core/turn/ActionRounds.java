package io.polyclerk.core.turn;

import io.polyclerk.core.action.ActionLedger;
import io.polyclerk.core.action.ActionWorker;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.ActionWork;
import io.polyclerk.core.delivery.TurnStore;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.ChannelAdapter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what was confirmed in a conversation and tells the shopper. The write and the words are apart: what the store did is in
 * the ledger before anything is said about it, and the row remembers that it was told in the transaction that stores the words, so
 * neither a crash nor a second worker makes the bot do or say it twice. Thread-safe.
 */
public final class ActionRounds implements ActionWork {

    private static final Duration WITHOUT_CHANNEL = Duration.ofMinutes(1);

    private final ActionLedger ledger;
    private final ActionWorker worker;
    private final ActionNews news;
    private final TurnStore turns;
    private final ConnectionRegistry connections;
    private final Composer composer;
    private final Clock clock;

    public ActionRounds(
            ActionLedger ledger,
            ActionWorker worker,
            ActionNews news,
            TurnStore turns,
            ConnectionRegistry connections,
            Phrasebook phrasebook,
            Clock clock) {
        this.ledger = ledger;
        this.worker = worker;
        this.news = news;
        this.turns = turns;
        this.connections = connections;
        this.composer = new Composer(phrasebook);
        this.clock = clock;
    }

    @Override
    public boolean isDue(ConversationId conversation) {
        return !ledger.open(conversation).isEmpty();
    }

    @Override
    public Optional<Instant> run(ConversationId conversation) {
        boolean told = false;
        for (LedgerEntry entry : ledger.open(conversation)) {
            LedgerEntry now = worker.work(entry);
            told |= now.isToBeTold() && tell(now);
        }
        // Telling may have begun something more, such as the refund of what was cancelled.
        return told && isDue(conversation) ? Optional.of(Instant.EPOCH) : next(conversation);
    }

    private Optional<Instant> next(ConversationId conversation) {
        return ledger.open(conversation).stream()
                .map(entry -> entry.state().isUnderway() && entry.progress().dueAt() != null
                        ? entry.progress().dueAt()
                        : clock.instant().plus(WITHOUT_CHANNEL))
                .min(Instant::compareTo);
    }

    private boolean tell(LedgerEntry entry) {
        Conversation conversation =
                turns.conversation(entry.proposal().who().conversation()).orElseThrow();
        Optional<ChannelAdapter> channel =
                connections.channel(conversation.key().connection());
        if (channel.isEmpty()) {
            return false;
        }
        String known = conversation.memory().language();
        String language = known == null ? entry.proposal().who().language() : known;
        ActionNews.News news = this.news.of(entry);
        var options = composer.options(language, news.offers());
        turns.commit(new TurnStore.Result(
                conversation.withMemory(conversation.memory().offering(options)),
                List.of(),
                null,
                composer.compose(
                        language,
                        List.of(news.phrases()),
                        options,
                        channel.get().capabilities()),
                news.tickets(),
                null,
                news.changes(),
                clock.instant()));
        return true;
    }
}
