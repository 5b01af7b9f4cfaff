package io.polyclerk.core.understanding;

/** How a shopper feels. @param score 0 to 1 */
public record Emotion(Label label, double score) {

    public static final Emotion NEUTRAL = new Emotion(Label.NEUTRAL, 0);

    /** What can be recognised. */
    public enum Label {
        NEUTRAL,
        ANGER,
        ANXIETY,
        DISAPPOINTMENT,
        JOY
    }

    public boolean isAngry() {
        return label == Label.ANGER && score >= 0.5;
    }
}
