package io.polyclerk.server.api.merchant;

import io.polyclerk.core.proactive.Occasion;
import io.polyclerk.core.proactive.ProactivePolicy;
import io.polyclerk.core.proactive.ProactivePolicy.Rule;
import io.polyclerk.core.proactive.QuietHours;
import io.polyclerk.core.proactive.Wording;
import io.polyclerk.core.script.ScriptText;
import io.polyclerk.server.api.Merchants;
import io.polyclerk.server.api.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be kept; what is left out stays as it is. @param version that you have seen */
@Schema(
        name = "ProactiveDraft",
        example =
                "{\"rules\":{\"payment_reminder\":{\"on\":true,\"after\":\"PT4H\",\"again\":\"P1D\",\"most\":2,"
                        + "\"controlPercent\":10,\"texts\":{\"en\":\"Order {number}: {amount} is still open.\"}}},"
                        + "\"night\":{\"from\":\"21:00\",\"to\":\"09:00\",\"zone\":\"Europe/Berlin\"},\"perWeek\":3,\"version\":0}")
public record ProactiveDraft(
        @Nullable Map<String, RuleDraft> rules,
        @Nullable NightDraft night,
        @Nullable Integer perWeek,
        @Nullable Integer resultDays,
        @Nullable Integer alertAtMost,
        @Nullable Long version) {

    private static final Duration LONGEST = Duration.ofDays(60);
    private static final int MOST_REMINDERS = 5;
    private static final int MOST_PER_WEEK = 20;
    private static final int LONGEST_TEXT = 1000;
    private static final int MOST_DAYS = 30;
    private static final int MOST_STARS = 4;
    private static final int ALL = 100;

    /** A rule; what is left out stays as it is. */
    @Schema(name = "ProactiveRuleDraft")
    public record RuleDraft(
            @Nullable Boolean on,
            @Nullable Duration after,
            @Nullable Duration again,
            @Nullable Integer most,
            @Nullable Integer controlPercent,
            @Nullable Map<String, String> texts) {}

    /** @param from such as `21:00` @param to such as `09:00`; the same for no night at all */
    @Schema(name = "ProactiveNightDraft")
    public record NightDraft(
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {}

    /** @throws ProblemException naming the field that is wrong */
    ProactivePolicy on(ProactivePolicy kept) {
        Map<Occasion, Rule> all = new EnumMap<>(kept.rules());
        if (rules != null) {
            rules.forEach((name, rule) -> {
                Occasion occasion = Occasion.ofWireName(name)
                        .orElseThrow(() -> ProblemException.invalid("rules." + name, "is no occasion"));
                if (rule != null) {
                    all.put(occasion, checked("rules." + name, rule, kept.of(occasion)));
                }
            });
        }
        return new ProactivePolicy(
                all,
                night == null ? kept.night() : checked(night),
                within("perWeek", perWeek, kept.perWeek(), 1, MOST_PER_WEEK),
                within("resultDays", resultDays, kept.resultDays(), 1, MOST_DAYS),
                within("alertAtMost", alertAtMost, kept.alertAtMost(), 0, MOST_STARS));
    }

    private static Rule checked(String field, RuleDraft draft, Rule kept) {
        return new Rule(
                Objects.requireNonNullElse(draft.on(), kept.on()),
                within(field + ".after", draft.after(), kept.after()),
                within(field + ".again", draft.again(), kept.again()),
                within(field + ".most", draft.most(), kept.most(), 1, MOST_REMINDERS),
                within(field + ".controlPercent", draft.controlPercent(), kept.controlPercent(), 0, ALL),
                draft.texts() == null ? kept.texts() : texts(field + ".texts", draft.texts()));
    }

    private static Map<String, String> texts(String field, Map<String, String> texts) {
        Map<String, String> checked = new TreeMap<>();
        texts.forEach((tag, text) -> {
            if (text != null && !text.isBlank()) {
                checked.put(Merchants.language(tag), pattern(field + "." + tag, text, tag));
            }
        });
        return checked;
    }

    /** The merchant's own words, as a pattern that can be filled. */
    static String pattern(String field, String text, String language) {
        if (text.length() > LONGEST_TEXT) {
            throw ProblemException.invalid(field, "must have at most " + LONGEST_TEXT + " characters");
        }
        try {
            ScriptText pattern = new ScriptText(text, language);
            Set<String> unknown = new TreeSet<>(pattern.gaps());
            unknown.removeAll(Wording.GAPS);
            if (!unknown.isEmpty()) {
                throw ProblemException.invalid(
                        field, "has gaps that nothing is known for: " + String.join(", ", unknown));
            }
            // What is only known when it is said is text: a shop may number its orders with letters.
            pattern.fill(pattern.gaps().stream().collect(Collectors.toMap(Function.identity(), gap -> "A")));
            return text.strip();
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalid(field, String.valueOf(malformed.getMessage()));
        }
    }

    private static QuietHours checked(NightDraft draft) {
        try {
            return new QuietHours(
                    LocalTime.parse(Objects.toString(draft.from(), "")),
                    LocalTime.parse(Objects.toString(draft.to(), "")),
                    ZoneId.of(Objects.toString(draft.zone(), "")));
        } catch (DateTimeException wrong) {
            throw ProblemException.invalid("night", "needs times such as 21:00 and a zone such as Europe/Berlin");
        }
    }

    private static Duration within(String field, @Nullable Duration wanted, Duration kept) {
        if (wanted == null) {
            return kept;
        }
        if (wanted.isNegative() || wanted.compareTo(LONGEST) > 0) {
            throw ProblemException.invalid(field, "must be between nothing and 60 days");
        }
        return wanted;
    }

    private static int within(String field, @Nullable Integer wanted, int kept, int least, int most) {
        if (wanted == null) {
            return kept;
        }
        if (wanted < least || wanted > most) {
            throw ProblemException.invalid(field, "must be " + least + " to " + most);
        }
        return wanted;
    }
}
