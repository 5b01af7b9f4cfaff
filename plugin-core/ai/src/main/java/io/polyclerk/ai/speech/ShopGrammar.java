package io.polyclerk.ai.speech;

import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.TimeFrame;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.Objects;
import java.util.Optional;

/**
 * Understands the few English sentences of {@code speech/en/shop.gram} about orders, and says so when something else was spoken. Its
 * acoustic model takes a few hundred megabytes. Used by one thread at a time.
 */
final class ShopGrammar {

    /** Nobody asks where an order is for longer; open speech is beyond a grammar anyway. */
    private static final int LONGEST_SECONDS = 15;

    /** The front end learns from the first moments what silence sounds like; a note that begins with a word would lose it. */
    private static final double QUIET_SECONDS = 0.5;

    private static final String SOMETHING_ELSE = "<unk>";

    private final Recognizer recognizer;
    private final StreamDataSource source;

    ShopGrammar() {
        URL configuration = Objects.requireNonNull(
                ShopGrammar.class.getResource("/speech/en/recognizer.config.xml"), "configuration");
        ConfigurationManager parts = new ConfigurationManager(configuration);
        recognizer = parts.lookup("recognizer");
        source = parts.lookup("dataSource");
        recognizer.allocate();
    }

    /** The words, when they are a sentence of the grammar. */
    Optional<String> listen(Sound sound) {
        if (sound.seconds() > LONGEST_SECONDS) {
            return Optional.empty();
        }
        source.setInputStream(
                new ByteArrayInputStream(sound.padded(QUIET_SECONDS).bytes()), TimeFrame.INFINITE);
        Result result = recognizer.recognize();
        while (recognizer.recognize() != null) {
            // What is left of this sound must not be taken for the beginning of the next.
        }
        if (result == null || result.getBestFinalToken() == null) {
            return Optional.empty();
        }
        String words = result.getBestResultNoFiller().strip();
        return words.isEmpty() || words.contains(SOMETHING_ELSE) ? Optional.empty() : Optional.of(words);
    }
}
