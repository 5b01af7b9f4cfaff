package io.polyclerk.server.api.merchant;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.Policy.From;
import io.polyclerk.core.action.Policy.Mode;
import io.polyclerk.core.action.Policy.Rule;
import io.polyclerk.core.identity.Level;
import io.polyclerk.server.api.ProblemException;
import io.polyclerk.spi.store.OrderStatus;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule as it is asked for; what is left out means "any", and identity is at least a proof of the order. */
@Schema(name = "Rule")
public record RuleDraft(
        @Nullable Mode mode,
        @Nullable Level identity,
        @Nullable String within,
        @Nullable From from,
        @Nullable Set<OrderStatus> statuses,
        @Nullable BigDecimal largestAmount,
        @Nullable Integer perDay,
        @Nullable Integer perShopper,
        @Nullable Set<String> reasons) {

    private static final Pattern REASON = Pattern.compile("[a-z_]{1,40}");
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int MOST = 1_000_000;

    /** @throws ProblemException that names the field which is wrong */
    static Rule check(ActionKind kind, @Nullable RuleDraft draft) {
        String field = "rules." + kind.wireName();
        if (draft == null || draft.mode() == null) {
            throw ProblemException.invalid(field + ".mode", "must be never, ask or automatic");
        }
        Level identity = Objects.requireNonNullElse(draft.identity(), Level.ORDER_PROOF);
        if (!identity.isAtLeast(Level.ORDER_PROOF)) {
            throw ProblemException.invalid(field + ".identity", "must be at least order_proof");
        }
        if (draft.largestAmount() != null
                && (draft.largestAmount().signum() < 0 || draft.largestAmount().precision() > 18)) {
            throw ProblemException.invalid(field + ".largestAmount", "must be an amount of money, 0 or more");
        }
        Set<String> reasons = Objects.requireNonNullElse(draft.reasons(), Set.of());
        if (reasons.size() > 20
                || !reasons.stream().allMatch(reason -> REASON.matcher(reason).matches())) {
            throw ProblemException.invalid(field + ".reasons", "must be names of reasons, at most 20");
        }
        return new Rule(
                draft.mode(),
                identity,
                within(field, draft.within()),
                Objects.requireNonNullElse(draft.from(), From.PLACED),
                Objects.requireNonNullElse(draft.statuses(), Set.of()),
                draft.largestAmount(),
                cap(field + ".perDay", draft.perDay()),
                cap(field + ".perShopper", draft.perShopper()),
                reasons);
    }

    private static @Nullable Duration within(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Duration within = Duration.parse(text);
            if (!within.isNegative() && within.compareTo(LONGEST) <= 0) {
                return within;
            }
        } catch (DateTimeException malformed) {
            // Told below, like one that is out of bounds.
        }
        throw ProblemException.invalid(field + ".within", "must be a duration such as P14D, at most ten years");
    }

    private static @Nullable Integer cap(String field, @Nullable Integer cap) {
        if (cap != null && (cap < 0 || cap > MOST)) {
            throw ProblemException.invalid(field, "must be 0 to " + MOST);
        }
        return cap;
    }
}
