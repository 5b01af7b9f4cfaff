package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.conversation.Trust.SentCode;
import io.polyclerk.core.identity.AskedCode;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.core.mail.Mail;
import io.polyclerk.core.skill.OrderLookup.Found;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has a code sent to the e-mail address that the store holds for an order, and knows it again when the shopper writes it. A code is good for
 * one order, in one conversation, for one sender, for ten minutes and five tries. Where the shop has no such order everything goes
 * the same way, but for the e-mail.
 */
final class CodeGate {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final int TRIES = 5;
    static final int PER_ORDER = 3;
    static final int PER_SHOPPER = 5;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int CODES = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Six digits of any script, also written as two times three; part of no longer number. */
    private static final Pattern DIGITS = Pattern.compile("(?<![\\p{Nd}#])\\p{Nd}{3}[ \\u00a0-]?\\p{Nd}{3}(?!\\p{Nd})");

    private final OneTimeCodes codes;

    CodeGate(OneTimeCodes codes) {
        this.codes = codes;
    }

    /** What came of what was written. */
    sealed interface Checked {
        record Proven(Memory memory) implements Checked {}

        /** @param memory counts the try */
        record Wrong(Memory memory) implements Checked {}

        /** No code was written. */
        record Missing() implements Checked {}

        /** Nothing was sent for this order here, or it is too old or was tried too often. @param written whether one was written */
        record Void(boolean written) implements Checked {}
    }

    /** What came of asking for one. */
    sealed interface Sent {
        record OnItsWay(Memory memory, AskedCode asked) implements Sent {}

        record TooOften() implements Sent {}
    }

    boolean isOn(Turn turn) {
        return codes.isOn(turn.conversation().merchant());
    }

    /** Whether the shopper picked that a code be sent. */
    boolean isAskedFor(Turn turn) {
        return isOn(turn) && isPicked(turn);
    }

    static boolean isPicked(Turn turn) {
        return turn.utterance().selection().stream().anyMatch(Offers::isCode);
    }

    /** Whether a code was asked for last. */
    static boolean isAwaited(Turn turn) {
        OpenQuestion question = turn.memory().question();
        return question != null && question.wanted() == Wanted.CODE;
    }

    /** Whether what is said may hold a code: it stays good while another proof is tried. */
    static boolean mayHoldOne(Turn turn) {
        OpenQuestion question = turn.memory().question();
        return question != null && (question.wanted() == Wanted.CODE || question.wanted() == Wanted.PROOF);
    }

    /** @param found null when the shop has no such order */
    Checked check(Turn turn, Memory memory, String number, @Nullable Found found) {
        String key = key(number, found);
        SentCode sent = memory.trust().code();
        Optional<String> written = written(turn.utterance().text());
        if (sent == null
                || !sent.order().equals(key)
                || !sent.expiresAt().isAfter(turn.now())
                || sent.tries() >= TRIES) {
            return new Checked.Void(written.isPresent());
        }
        if (written.isEmpty()) {
            return new Checked.Missing();
        }
        if (found != null && isEqual(sent.hash(), hash(written.get(), key, turn))) {
            Memory proven = memory.codeSent(null).proven(key, turn.sender().id(), Level.ONE_TIME_CODE, turn.now());
            return new Checked.Proven(proven);
        }
        return new Checked.Wrong(memory.codeSent(sent.tried()));
    }

    /** @param found null when the shop has no such order: then nothing is sent and nobody notices */
    Sent send(Turn turn, Memory memory, String number, @Nullable Found found) {
        String merchant = turn.conversation().merchant();
        String shopper = turn.conversation().key().connection().value() + "/"
                + turn.sender().id();
        String plain = number.strip().toLowerCase(Locale.ROOT);
        OneTimeCodes.Asked asked =
                codes.askedSince(merchant, plain, shopper, turn.now().minus(HOUR));
        if (asked.forOrder() >= PER_ORDER
                || asked.byShopper() >= PER_SHOPPER
                || asked.ofMerchant() >= codes.mostPerHour()) {
            return new Sent.TooOften();
        }
        String code = "%06d".formatted(RANDOM.nextInt(CODES));
        String key = key(number, found);
        SentCode sent = new SentCode(key, hash(code, key, turn), turn.now().plus(LIFE), 0);
        return new Sent.OnItsWay(memory.codeSent(sent), new AskedCode(plain, shopper, letter(turn, code, sent, found)));
    }

    private @Nullable Mail letter(Turn turn, String code, SentCode sent, @Nullable Found found) {
        String email = found == null ? null : found.order().customer().email();
        return found == null || email == null || email.isBlank()
                ? null
                : codes.letter(
                        email.strip(),
                        found.order().number(),
                        code,
                        sent.expiresAt(),
                        turn.conversation().language());
    }

    private static String key(String number, @Nullable Found found) {
        return found == null ? "none/" + number : found.key();
    }

    /** Bound to the conversation and the sender, so that a code which somebody else reads out is of no use. */
    private String hash(String code, String orderKey, Turn turn) {
        return codes.hash(turn.conversation().id() + " " + turn.sender().id() + " " + orderKey + " " + code);
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever writes several guesses has written a wrong one. */
    private static Optional<String> written(String text) {
        List<String> runs =
                DIGITS.matcher(text).results().map(MatchResult::group).toList();
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.size() == 1 ? digits(runs.get(0)) : "");
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(point -> digits.append(Character.digit(point, 10)));
        return digits.toString();
    }
}
