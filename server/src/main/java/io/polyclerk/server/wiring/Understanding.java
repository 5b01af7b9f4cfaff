package io.polyclerk.server.wiring;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.understanding.LocalInterpreter;
import io.polyclerk.ai.understanding.OwnSentences;
import io.polyclerk.server.setting.Setting;
import io.polyclerk.server.setting.Settings;

/** Who understands messages and who masks personal data in them. */
record Understanding(LocalInterpreter interpreter, Redactor redactor) {

    static Understanding local(Settings settings) {
        LocalInterpreter interpreter = settings.optional(Setting.SENTENCE_MODEL) == null
                ? new LocalInterpreter(settings.flag(Setting.SENTENCE_MODELS))
                : new LocalInterpreter(OwnSentences.in(settings.path(Setting.SENTENCE_MODEL)));
        return new Understanding(interpreter, new Redactor(interpreter));
    }
}
