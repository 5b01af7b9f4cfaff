package io.polyclerk.core.skill;

import io.polyclerk.core.understanding.Intent;

/** Handles one intent. Stateless and thread-safe; may ask the stores, and lets their failures through to the turn runner. */
public interface Skill {

    Intent intent();

    SkillResult handle(Turn turn);
}
