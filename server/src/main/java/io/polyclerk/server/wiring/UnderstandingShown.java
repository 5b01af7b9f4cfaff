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
    @Dependent
    Interpreter interpreter(Parts parts) {
        return parts.understanding.interpreter();
    }

    @Produces
    @Dependent
    Redactor redactor(Parts parts) {
        return parts.understanding.redactor();
    }

    @Produces
    @Dependent
    SpeechToText speech(Parts parts) {
        return parts.senses.speech();
    }

    @Produces
    @Dependent
    Eyes photos(Parts parts) {
        return parts.senses.photos();
    }

    @Produces
    @Dependent
    School school(Parts parts) {
        return parts.school;
    }

    @Produces
    @Dependent
    LessonStore lessons(Parts parts) {
        return parts.lessons;
    }
}
