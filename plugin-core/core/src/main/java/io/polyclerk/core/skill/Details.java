package io.polyclerk.core.skill;

/** Values of options that tell a detail of a wish rather than a wish. */
public final class Details {

    private Details() {}

    /** Whether a picked value is one. Values come from outside, so anything may be in them. */
    public static boolean isDetail(String value) {
        return ReturnAnswers.isAnswer(value);
    }
}
