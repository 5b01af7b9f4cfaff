package io.polyclerk.core.reply;

import io.polyclerk.core.action.ActionKind;
import io.polyclerk.core.action.ActionState;
import io.polyclerk.core.action.LedgerEntry;
import io.polyclerk.core.action.Outcome;
import io.polyclerk.spi.store.Money;
import java.util.HashMap;
import java.util.Map;

/**
 * What is said about a change to an order. It can be made of a row of the ledger and of nothing else, and says what the row says; the
 * phrases whose keys begin with {@value #PREFIX} are its alone.
 */
public record Claim(LedgerEntry entry, Aspect aspect) implements Phrase {

    static final String PREFIX = "action.";

    /** What of a row is told. */
    public enum Aspect {
        /** Where it stands. */
        STATE,
        /** How much went back to the shopper, as the store shows it. */
        MONEY_BACK,
        /** How much the shop still holds, as the store shows it. */
        MONEY_HELD
    }

    /** @throws IllegalArgumentException when the row cannot bear the claim */
    public Claim {
        if (aspect == Aspect.STATE) {
            if (entry.state() == ActionState.PROPOSED || entry.state() == ActionState.DECLINED) {
                throw new IllegalArgumentException("nothing was done about " + entry.id());
            }
        } else if (entry.state() != ActionState.DONE || entry.outcome() == null) {
            throw new IllegalArgumentException("the store has shown nothing about " + entry.id());
        }
    }

    /** Where the change of this row stands. */
    public static Claim of(LedgerEntry entry) {
        return new Claim(entry, Aspect.STATE);
    }

    String key() {
        return switch (aspect) {
            case MONEY_BACK -> PREFIX + "money_back";
            case MONEY_HELD -> PREFIX + "money_held";
            case STATE ->
                switch (entry.state()) {
                    case DONE -> PREFIX + entry.kind().wireName() + ".done";
                    case AWAITING_APPROVAL -> PREFIX + ofMoney() + "awaiting";
                    case CONFIRMED, ATTEMPTED -> PREFIX + "running";
                    case UNCERTAIN -> PREFIX + "uncertain";
                    case UNRESOLVED -> PREFIX + "unresolved";
                    case REFUSED -> PREFIX + ofMoney() + "refused";
                    case REJECTED -> PREFIX + ofMoney() + "rejected";
                    case PROPOSED, DECLINED -> throw new IllegalStateException("cannot be made");
                };
        };
    }

    /** Of a refund it is said where the money is: it follows a cancellation, which was done. */
    private String ofMoney() {
        return entry.kind() == ActionKind.REFUND ? "refund." : "";
    }

    Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("number", entry.proposal().orderNumber());
        Outcome outcome = entry.outcome();
        if (outcome != null && aspect == Aspect.MONEY_BACK) {
            arguments.put("amount", outcome.refunded());
        } else if (outcome != null && aspect == Aspect.MONEY_HELD) {
            arguments.put("amount", outcome.held());
        } else {
            Money amount = entry.proposal().amount();
            if (amount != null) {
                arguments.put("amount", amount);
            }
        }
        return arguments;
    }
}
