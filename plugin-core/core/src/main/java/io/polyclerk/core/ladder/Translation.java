package io.polyclerk.core.ladder;

/** What came of asking for a translation. */
public sealed interface Translation {

    /** It may be shown. @param model which made it; empty when there was nothing to translate */
    record Done(String text, String model) implements Translation {}

    /** The model answered, and what it answered is not shown. */
    record Refused(Objection objection) implements Translation {}

    /** There is no answer. @param kind what kept it back */
    record Failed(ModelFailure.Kind kind) implements Translation {}

    /** The merchant's cap of the day is reached, so nobody was asked. */
    record Capped() implements Translation {}

    /** In what a translation differs from its original so that it must not be shown. */
    enum Objection {
        EMPTY,
        TOO_LONG,
        /** A number, and so an amount, a date or an order number. */
        NUMBER,
        /** A code of letters and digits. */
        CODE,
        CURRENCY,
        /** An e-mail address, a link, or what stands for a hidden detail. */
        ADDRESS
    }
}
