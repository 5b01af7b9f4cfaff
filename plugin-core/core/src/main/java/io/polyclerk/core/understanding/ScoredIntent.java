package io.polyclerk.core.understanding;

/** @param confidence calibrated: of all answers with 0.8, eight in ten are right */
public record ScoredIntent(Intent intent, double confidence) {}
