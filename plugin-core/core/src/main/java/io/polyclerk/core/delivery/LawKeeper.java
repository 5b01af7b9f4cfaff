package io.polyclerk.core.delivery;

import io.polyclerk.core.budget.History;
import io.polyclerk.core.budget.HistoryStore;
import io.polyclerk.core.budget.ReplyBudget;
import io.polyclerk.core.budget.SendingRate;
import io.polyclerk.core.budget.Standing;
import io.polyclerk.core.budget.Verdict;
import io.polyclerk.core.conversation.ConversationId;
import io.polyclerk.core.delivery.OutboxStore.Waiting;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.LawByChat;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.MessageTemplates.Template;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.message.ConversationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a channel's law ahead of the platform's refusals. Thread-safe. */
public final class LawKeeper {

    /**
     * A moment that was taken and missed by more than this may collide with another: after a standstill, as many messages as fall into it go
     * out at once. Together with a second's worth they have to stay below what the platform takes.
     */
    private static final Duration SLOT_LIFE = Duration.ofMillis(250);

    private final HistoryStore histories;
    private final SendingRate rate;

    public LawKeeper(HistoryStore histories, SendingRate rate) {
        this.histories = histories;
        this.rate = rate;
    }

    /** Whether this message may go now; takes its moment in the connection's rate. */
    Verdict ask(ConversationId conversation, Waiting waiting, ChannelAdapter channel, Instant now) {
        ConversationKey key = waiting.message().conversation();
        ReplyLaw law = lawOf(channel, key);
        if (ReplyBudget.counts(law)) {
            ReplyBudget budget = budget(law, conversation, now);
            Verdict verdict = waiting.template() == null ? budget.ask(waiting.fromHuman()) : budget.askForTemplate();
            if (!(verdict instanceof Verdict.Go)) {
                return verdict;
            }
        }
        return law.messagesPerSecond() == 0 || hasMoment(waiting, now)
                ? new Verdict.Go()
                : moment(key, law.messagesPerSecond(), now);
    }

    private static boolean hasMoment(Waiting waiting, Instant now) {
        Instant slot = waiting.slot();
        return slot != null && !slot.isAfter(now) && slot.plus(SLOT_LIFE).isAfter(now);
    }

    private Verdict moment(ConversationKey key, int perSecond, Instant now) {
        Instant at = rate.take(key.connection(), perSecond, now);
        return at.isAfter(now) ? new Verdict.Later(at, true) : new Verdict.Go();
    }

    /** How much may still be said in a conversation. */
    public Standing standing(ConversationId conversation, ConversationKey key, ChannelAdapter channel, Instant now) {
        return budget(lawOf(channel, key), conversation, now).standing();
    }

    private ReplyBudget budget(ReplyLaw law, ConversationId conversation, Instant now) {
        History history = histories.history(conversation, ReplyBudget.since(law, now));
        return new ReplyBudget(law, history, now);
    }

    /** The law that counts in a chat. */
    public static ReplyLaw lawOf(ChannelAdapter channel, ConversationKey key) {
        return channel instanceof LawByChat byChat
                ? byChat.lawOf(key)
                : channel.capabilities().law();
    }

    /** Approved words that ask the shopper to write, in their language or else in English. */
    static Optional<Template> invitation(ChannelAdapter channel, @Nullable String language) {
        if (!(channel instanceof MessageTemplates templates)) {
            return Optional.empty();
        }
        List<Template> fitting = templates.templates().stream()
                .filter(template -> template.purpose().equals(MessageTemplates.ANSWER_WAITING))
                .toList();
        return inLanguage(fitting, language == null ? "en" : language).or(() -> inLanguage(fitting, "en"));
    }

    private static Optional<Template> inLanguage(List<Template> templates, String language) {
        String primary = primary(language);
        return templates.stream()
                .filter(template -> primary(template.language()).equals(primary))
                .findFirst();
    }

    private static String primary(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    }
}
