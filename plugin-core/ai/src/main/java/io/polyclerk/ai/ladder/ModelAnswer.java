package io.polyclerk.ai.ladder;

/**
 * What the process of a model file answers.
 *
 * @param text empty when it only loaded the model
 * @param isWhole false when it was broken off
 * @param input tokens that were read @param output tokens that were written
 */
record ModelAnswer(String text, boolean isWhole, int input, int output) {}
