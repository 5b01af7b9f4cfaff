package io.polyclerk.ai.ladder;

import io.polyclerk.ai.redaction.PersonalData;
import io.polyclerk.ai.redaction.Redactor;
import io.polyclerk.core.ladder.TextMask;
import java.util.Map;

/** Masks what the redactor finds, the same detail always with the same mark. Thread-safe. */
public final class RedactingMask implements TextMask {

    private final Redactor redactor;

    public RedactingMask(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public String mask(String text, Map<String, String> known) {
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (PersonalData place : redactor.redact(text).spans()) {
            String detail = text.substring(place.start(), place.end());
            masked.append(text, at, place.start())
                    .append(known.computeIfAbsent(
                            detail, unseen -> "[" + place.type().name() + "_" + (known.size() + 1) + "]"));
            at = place.end();
        }
        return masked.append(text, at, text.length()).toString();
    }
}
