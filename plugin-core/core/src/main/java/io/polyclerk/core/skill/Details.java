package io.polyclerk.core.skill;

/** Values of options that tell a detail of a wish rather than a wish. */
public final class Details {

    private Details() {}

    /** Whether it stands for one line of an order, and not for all. */
    public static boolean isLine(String value) {
        return value.startsWith(ReturnAnswers.LINE) && !value.endsWith(ReturnAnswers.ALL);
    }

    /** Whether a picked value is one. Values come from outside, so anything may be in them. */
    public static boolean isDetail(String value) {
        return ReturnAnswers.isAnswer(value);
    }
}
