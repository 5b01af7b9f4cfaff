package io.polyclerk.core.action;

import io.polyclerk.spi.store.OrderAction;
import java.util.Locale;
import java.util.Optional;

/** What a merchant has a rule for. The wire names, lower case with underscores, are part of the public surface. */
public enum ActionKind {
    CANCEL,
    RETURN,
    CHANGE_ADDRESS,
    REFUND;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this wire name, if there is one. */
    public static Optional<ActionKind> ofWireName(String name) {
        for (ActionKind kind : values()) {
            if (kind.wireName().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** @throws IllegalArgumentException for notes, which change nothing that a shopper could want */
    public static ActionKind of(OrderAction action) {
        return switch (action) {
            case OrderAction.Cancel cancel -> CANCEL;
            case OrderAction.RequestReturn request -> RETURN;
            case OrderAction.ChangeAddress change -> CHANGE_ADDRESS;
            case OrderAction.RefundMoney refund -> REFUND;
            case OrderAction.AddNote note -> throw new IllegalArgumentException("notes are not proposed");
        };
    }

    /** Whether a second write would give money away. Such a write is never repeated on doubt. */
    public boolean movesMoney() {
        return this == REFUND;
    }
}
