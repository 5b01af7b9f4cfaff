package io.polyclerk.ai.speech;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine that understands open speech, with a model that somebody put beside the server. Used by one thread at a time. */
interface LocalEngine extends AutoCloseable {

    /** Name of engine and model. */
    String name();

    /** The words; empty when none were heard. @param language BCP 47, as a hint; null when unknown */
    Optional<String> listen(Sound sound, @Nullable String language);

    @Override
    void close();
}
