package io.polyclerk.core.skill;

import io.polyclerk.core.conversation.Memory;
import io.polyclerk.core.conversation.OpenQuestion;
import io.polyclerk.core.conversation.OpenQuestion.Wanted;
import io.polyclerk.core.conversation.Trust.SentCode;
import io.polyclerk.core.identity.Level;
import io.polyclerk.core.identity.OneTimeCodes;
import io.polyclerk.spi.store.Order;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/** Sends a code to the e-mail address that the store holds for an order, and knows it again when the shopper writes it. */
final class CodeGate {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int CODES = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final System.Logger LOGGER = System.getLogger(CodeGate.class.getName());

    private final OneTimeCodes codes;

    CodeGate(OneTimeCodes codes) {
        this.codes = codes;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Proven(Memory memory) implements Outcome {}

        record Sent(Memory memory) implements Outcome {}

        record Wrong() implements Outcome {}

        /** The shop sends no codes, or the order has no address to send one to. */
        record Impossible() implements Outcome {}
    }

    Outcome pass(Turn turn, Memory memory, String orderKey, Order order) {
        OpenQuestion question = turn.memory().question();
        SentCode sent = memory.trust().code();
        if (question != null
                && question.wanted() == Wanted.CODE
                && sent != null
                && sent.order().equals(orderKey)
                && sent.expiresAt().isAfter(turn.now())) {
            String digits = digits(turn.utterance().text());
            return MessageDigest.isEqual(bytes(sent.hash()), bytes(hash(digits, orderKey, turn)))
                    ? new Outcome.Proven(
                            memory.codeSent(null).proven(orderKey, turn.sender().id(), Level.ONE_TIME_CODE, turn.now()))
                    : new Outcome.Wrong();
        }
        return send(turn, memory, orderKey, order);
    }

    private Outcome send(Turn turn, Memory memory, String orderKey, Order order) {
        String merchant = turn.conversation().merchant();
        String email = order.customer().email();
        if (email == null || email.isBlank() || !codes.isOn(merchant)) {
            return new Outcome.Impossible();
        }
        String code = "%06d".formatted(RANDOM.nextInt(CODES));
        try {
            codes.send(merchant, email, code, turn.interpretation().language());
        } catch (RuntimeException undelivered) {
            LOGGER.log(System.Logger.Level.WARNING, "a one-time code could not be sent", undelivered);
            return new Outcome.Impossible();
        }
        return new Outcome.Sent(memory.codeSent(
                new SentCode(orderKey, hash(code, orderKey, turn), turn.now().plus(LIFE))));
    }

    /** Bound to the conversation and the sender, so that a code which somebody else reads out is of no use. */
    private static String hash(String code, String orderKey, Turn turn) {
        String bound = turn.conversation().id() + " " + turn.sender().id() + " " + orderKey + " " + code;
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(bound)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(point -> digits.append(Character.digit(point, 10)));
        return digits.toString();
    }
}
