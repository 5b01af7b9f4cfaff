package io.polyclerk.server.push;

import io.polyclerk.server.access.Access;
import io.polyclerk.server.access.Access.Bearer;
import io.polyclerk.server.json.Json;
import io.polyclerk.server.notices.News;
import io.polyclerk.server.notices.Notice;
import io.polyclerk.server.notices.Notice.Kind;
import io.polyclerk.server.notices.NoticeLetters;
import io.polyclerk.server.notices.NoticeSource;
import io.polyclerk.server.persistence.notices.PushOutlet;
import io.polyclerk.server.persistence.notices.PushOutlet.Subscription;
import io.polyclerk.server.persistence.notices.PushOutlet.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is new for each browser's owner into its outbox. What is told names kinds and how many, ids of conversations, connections and
 * merchants, and nothing of any shopper. One node at a time does it; doing it twice does no harm.
 */
final class PushNotices {

    private static final System.Logger LOGGER = System.getLogger(PushNotices.class.getName());
    /** Who waited so long is somebody's already, or has left. */
    private static final Duration WAITING_LASTS = Duration.ofMinutes(30);

    private static final Duration OTHERS_LAST = Duration.ofDays(1);

    private final PushOutlet outlet;
    private final Access access;
    private final NoticeSource notices;
    private final Function<@Nullable String, Optional<String>> longestWaiting;
    private final NoticeLetters letters;
    private final Clock clock;

    /** @param longestWaiting gives the conversation of the shopper who waits longest, of a merchant or of all */
    PushNotices(
            PushOutlet outlet,
            Access access,
            NoticeSource notices,
            Function<@Nullable String, Optional<String>> longestWaiting,
            NoticeLetters letters,
            Clock clock) {
        this.outlet = outlet;
        this.access = access;
        this.notices = notices;
        this.longestWaiting = longestWaiting;
        this.letters = letters;
        this.clock = clock;
    }

    /** Looks once after every browser. */
    void round() {
        Map<String, List<Notice>> known = new HashMap<>();
        for (Subscription one : outlet.all()) {
            Optional<Bearer> owner = access.bearer(one.owner());
            if (owner.isEmpty()) {
                outlet.forget(one.id());
                continue;
            }
            @Nullable String merchant = owner.get().merchant();
            try {
                tell(one, merchant, known.computeIfAbsent(Objects.toString(merchant, ""), any -> notices.of(merchant)));
            } catch (RuntimeException failure) {
                // One who cannot be told must not keep the others from being told.
                LOGGER.log(System.Logger.Level.ERROR, "notices for browser " + one.id() + " failed", failure);
            }
        }
    }

    /** What is so now, by the keys of notices. */
    Map<String, Integer> standing(String owner, List<String> kinds) {
        return access.bearer(owner)
                .map(bearer -> notices.of(bearer.merchant()).stream()
                        .filter(notice -> kinds.contains(notice.kind().wireName()))
                        .toList())
                .map(now -> News.of(now, Map.of()).told())
                .orElse(Map.of());
    }

    private void tell(Subscription one, @Nullable String merchant, List<Notice> there) {
        List<Notice> chosen = there.stream()
                .filter(notice -> one.kinds().contains(notice.kind().wireName()))
                .toList();
        News news = News.of(chosen, one.told());
        if (!news.told().equals(one.told())) {
            outlet.tell(one.id(), news.told(), words(one, merchant, news.fresh()), clock.instant());
        }
    }

    private List<Words> words(Subscription one, @Nullable String merchant, List<Notice> fresh) {
        List<Words> words = new ArrayList<>();
        fresh.stream()
                .collect(Collectors.groupingBy(Notice::kind, LinkedHashMap::new, Collectors.toList()))
                .forEach((kind, same) -> words.add(words(
                        kind,
                        same.stream()
                                .map(notice -> letters.line(one.language(), notice))
                                .collect(Collectors.joining("\n")),
                        place(kind, same, merchant))));
        return words;
    }

    private Words words(Kind kind, String text, String place) {
        Instant until = clock.instant().plus(kind == Kind.WAITING ? WAITING_LASTS : OTHERS_LAST);
        return new Words(kind.wireName(), Json.write(new Shown(kind.wireName(), text, place)), until);
    }

    /** What the browser's worker shows. @param tag the last of one tag stands for those before @param place page of the console */
    record Shown(String tag, String text, String place) {}

    private String place(Kind kind, List<Notice> same, @Nullable String merchant) {
        return switch (kind) {
            case WAITING ->
                same.get(0).count() == 1
                        ? longestWaiting
                                .apply(merchant)
                                .map(id -> "#/conversations/" + id)
                                .orElse("#/conversations?holder=waiting_for_agent")
                        : "#/conversations?holder=waiting_for_agent";
            case CONNECTION, WEBHOOKS, EXPIRING -> "#/connections";
            case UNDELIVERED -> "#/conversations";
            case OVERDUE -> "#/tickets";
            case BAD_RATING -> "#/conversations";
            case SPENDING -> "#/numbers";
            case CAP -> "#/billing";
            case EVENTS, MAIL -> "#/notices";
        };
    }
}
