package io.polyclerk.server.wiring;

import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.ai.vision.Eyes;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.training.LessonStore;
import io.polyclerk.server.training.School;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Shows to resources what reads, listens and looks, and what it was taught. */
@Dependent
public class UnderstandingShown {

    @Produces
    Interpreter interpreter(Parts parts) {
        return parts.understanding.interpreter();
    }

    @Produces
    Redactor redactor(Parts parts) {
        return parts.understanding.redactor();
    }

    @Produces
    SpeechToText speech(Parts parts) {
        return parts.senses.speech();
    }

    @Produces
    Eyes photos(Parts parts) {
        return parts.senses.photos();
    }

    @Produces
    School school(Parts parts) {
        return parts.school;
    }

    @Produces
    LessonStore lessons(Parts parts) {
        return parts.lessons;
    }
}
