package io.polyclerk.core.budget;

import io.polyclerk.spi.ReplyLaw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a channel's law against what happened in a conversation. Careful on every doubt: what may have been said counts as said, and a
 * window closes a little before the platform closes it. Immutable.
 */
public final class ReplyBudget {

    /** A window of which the bot leaves a message for a human has at least this many. */
    private static final int SMALLEST_TO_SHARE = 3;

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);
    private static final int MARGIN_SHARE = 20;

    private final ReplyLaw law;
    private final History history;
    private final Instant now;

    public ReplyBudget(ReplyLaw law, History history, Instant now) {
        this.law = law;
        this.history = history;
        this.now = now;
    }

    /** Whether a law needs to know what happened at all. */
    public static boolean counts(ReplyLaw law) {
        return law.replyWindow() != null
                || law.messagesPerWindow() != null
                || law.spacing().isPositive();
    }

    /** From when on a law needs to know what was said. */
    public static Instant since(ReplyLaw law, Instant now) {
        return now.minus(law.spacing().multipliedBy(law.burst()));
    }

    /** A window of the law as it stands in this conversation. @param left null when messages are not counted */
    private record Window(Instant until, Optional<Integer> left, int reserve) {

        int leftFor(boolean human) {
            return left.orElse(Integer.MAX_VALUE) - (human ? 0 : reserve);
        }
    }

    /** @param human whether an agent wants to say it: the last message of a window is kept for them */
    public Verdict ask(boolean human) {
        Optional<Verdict.Closed> closed = closed(human);
        if (closed.isPresent()) {
            return closed.get();
        }
        Instant earliest = earliest();
        return earliest.isAfter(now) ? new Verdict.Later(earliest, false) : new Verdict.Go();
    }

    /** Whether approved words may go, which no window stops. */
    public Verdict askForTemplate() {
        Instant earliest = earliest();
        return earliest.isAfter(now) ? new Verdict.Later(earliest, false) : new Verdict.Go();
    }

    public Standing standing() {
        if (isUnlimited()) {
            return new Standing(true, null, null, null, null);
        }
        Optional<Window> best = windows().stream()
                .filter(window -> window.until().isAfter(now))
                .max(Comparator.comparing(window -> window.leftFor(true)));
        Optional<Verdict.Closed> closed = closed(true);
        return new Standing(
                closed.isEmpty(),
                best.map(Window::until)
                        .filter(until -> until.isBefore(Instant.MAX))
                        .orElse(null),
                best.flatMap(window -> window.left().map(left -> Math.max(0, window.leftFor(false))))
                        .orElse(null),
                best.flatMap(window -> window.left().map(left -> Math.max(0, left)))
                        .orElse(null),
                closed.map(Verdict.Closed::reason).orElse(null));
    }

    private boolean isUnlimited() {
        return law.replyWindow() == null && law.messagesPerWindow() == null;
    }

    private Optional<Verdict.Closed> closed(boolean human) {
        if (isUnlimited()) {
            return Optional.empty();
        }
        List<Window> windows = windows();
        if (windows.isEmpty()) {
            return Optional.of(new Verdict.Closed("the shopper has to write first", true));
        }
        List<Window> open =
                windows.stream().filter(window -> window.until().isAfter(now)).toList();
        if (open.isEmpty()) {
            Instant since = windows.stream()
                    .map(Window::until)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return Optional.of(new Verdict.Closed("reply window closed since " + since, true));
        }
        if (open.stream().anyMatch(window -> window.leftFor(human) > 0)) {
            return Optional.empty();
        }
        boolean reserved = open.stream().anyMatch(window -> window.leftFor(true) > 0);
        return Optional.of(new Verdict.Closed(
                reserved
                        ? "the last message until the shopper writes again is kept for a human"
                        : "no message is left until the shopper writes again",
                false));
    }

    private List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        Instant written = history.written();
        if (written != null) {
            Duration length = law.replyWindow();
            Integer messages = law.messagesPerWindow();
            windows.add(new Window(
                    length == null ? Instant.MAX : end(written, length),
                    Optional.ofNullable(messages).map(most -> most - (int) history.saidSince(written)),
                    messages != null && messages >= SMALLEST_TO_SHARE ? 1 : 0));
        }
        for (Map.Entry<String, ReplyLaw.Opening> opening : law.openings().entrySet()) {
            Instant opened = history.opened().get(opening.getKey());
            if (opened != null) {
                // Nobody comes within a minute, so nothing is kept for a human.
                windows.add(new Window(
                        end(opened, opening.getValue().window()),
                        Optional.of(opening.getValue().messages() - (int) history.saidSince(opened)),
                        0));
            }
        }
        return windows;
    }

    private static Instant end(Instant opened, Duration length) {
        Duration share = length.dividedBy(MARGIN_SHARE);
        return opened.plus(length).minus(share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN);
    }

    /** At most a burst within the time that its messages would have taken one by one. */
    private Instant earliest() {
        if (!law.spacing().isPositive() || history.said().size() < law.burst()) {
            return Instant.MIN;
        }
        Instant first = history.said().get(history.said().size() - law.burst());
        return first.plus(law.spacing().multipliedBy(law.burst()));
    }
}
