package io.polyclerk.core.turn;

import io.polyclerk.core.reply.ContentFitter;
import io.polyclerk.core.reply.Offer;
import io.polyclerk.core.reply.Phrase;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.List;
import java.util.stream.Collectors;

/** Puts everything that one turn has to say into one message, and that into what the channel can show. */
final class Composer {

    private final Phrasebook phrasebook;
    private final ContentFitter fitter = new ContentFitter();

    Composer(Phrasebook phrasebook) {
        this.phrasebook = phrasebook;
    }

    /** @param parts one for each thing that was wanted; kept apart by an empty line */
    List<Content> compose(
            String language, List<List<Phrase>> parts, List<Option> options, ChannelCapabilities channel) {
        String text = parts.stream()
                .filter(phrases -> !phrases.isEmpty())
                .map(phrases -> phrasebook.render(language, phrases))
                .collect(Collectors.joining("\n\n"));
        if (text.isEmpty()) {
            return List.of();
        }
        return fitter.fit(
                options.isEmpty() ? new Content.Text(text) : new Content.Choice(text, options), channel, language);
    }

    List<Option> options(String language, List<Offer> offers) {
        return offers.stream()
                .distinct()
                .map(offer -> new Option(offer.value(), phrasebook.render(language, offer.label())))
                .toList();
    }
}
