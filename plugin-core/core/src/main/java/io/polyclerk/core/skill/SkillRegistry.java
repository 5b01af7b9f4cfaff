package io.polyclerk.core.skill;

import io.polyclerk.core.understanding.Intent;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Finds the skill for an intent; there is exactly one for each. Knows who takes the answers to their proposals. */
public final class SkillRegistry {

    private final Map<Intent, Skill> skills = new EnumMap<>(Intent.class);

    private final Confirmations confirmations;
    private final Asides asides;
    private final ShopQuestions questions;
    private final LineWords lines;

    public SkillRegistry(
            Collection<? extends Skill> skills,
            Confirmations confirmations,
            Asides asides,
            ShopQuestions questions,
            LineWords lines) {
        this.confirmations = confirmations;
        this.asides = asides;
        this.questions = questions;
        this.lines = lines;
        for (Skill skill : skills) {
            if (this.skills.put(skill.intent(), skill) != null) {
                throw new IllegalArgumentException("two skills for " + skill.intent());
            }
        }
        for (Intent intent : Intent.values()) {
            if (!this.skills.containsKey(intent)) {
                throw new IllegalArgumentException("no skill for " + intent);
            }
        }
    }

    public Skill skillFor(Intent intent) {
        Skill skill = skills.get(intent);
        if (skill == null) {
            throw new IllegalArgumentException("no skill for " + intent);
        }
        return skill;
    }

    /** Who takes a yes or a no to what skills have proposed. */
    public Confirmations confirmations() {
        return confirmations;
    }

    /** Who takes questions about the shop and its goods that no intent stands for. */
    public ShopQuestions questions() {
        return questions;
    }

    /** By which things of an order are named. */
    public LineWords lines() {
        return lines;
    }

    /** Who takes what is said beside any wish. */
    public Asides asides() {
        return asides;
    }
}
