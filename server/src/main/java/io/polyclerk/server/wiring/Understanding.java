package io.polyclerk.server.wiring;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.understanding.LocalInterpreter;

/** Who understands messages and who masks personal data in them. */
record Understanding(LocalInterpreter interpreter, Redactor redactor) {

    static Understanding local() {
        LocalInterpreter interpreter = new LocalInterpreter();
        return new Understanding(interpreter, new Redactor(interpreter));
    }
}
