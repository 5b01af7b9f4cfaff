package io.polyclerk.server.wiring;

import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.core.understanding.Interpreter;

/** Chooses who understands messages. */
final class Understanding {

    private Understanding() {}

    static Interpreter interpreter() {
        return new LocalInterpreter();
    }
}
