package io.polyclerk.core.turn;

import io.polyclerk.core.conversation.Conversation;
import io.polyclerk.core.hours.OpeningHours;
import io.polyclerk.core.reply.Phrase;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a shopper who is promised a human is told about when one comes. */
final class NextHuman {

    private final WaitingLine line;

    NextHuman(WaitingLine line) {
        this.line = line;
    }

    /** How many are before them, or when somebody is back. */
    Phrase comes(Conversation conversation, Instant now) {
        List<Phrase> away = away(conversation, now);
        return away.isEmpty()
                ? Phrase.of("waiting_line", Map.of("ahead", line.ahead(conversation.merchant(), conversation.id())))
                : away.get(0);
    }

    /** When somebody is back; empty while humans answer. */
    List<Phrase> away(Conversation conversation, Instant now) {
        OpeningHours hours = line.hours(conversation.merchant());
        if (hours.isOpen(now)) {
            return List.of();
        }
        Optional<ZonedDateTime> opens = hours.opensAfter(now);
        return List.of(opens.map(back -> back(back, now.atZone(hours.zone()))).orElseGet(() -> Phrase.of("away")));
    }

    private static Phrase back(ZonedDateTime back, ZonedDateTime now) {
        return back.toLocalDate().equals(now.toLocalDate())
                ? Phrase.of("away_today", Map.of("at", back.toLocalTime()))
                : Phrase.of("away_until", Map.of("at", back));
    }
}
