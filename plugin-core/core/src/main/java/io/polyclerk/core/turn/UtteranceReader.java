package io.polyclerk.core.turn;

import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.core.understanding.Utterance.Source;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import java.util.ArrayList;
import java.util.List;

/** Makes one utterance of the messages of a burst: words, what was picked, and what could not be put into words. */
final class UtteranceReader {

    private static final int LONGEST = 4_000;

    Utterance read(List<InboundMessage> messages) {
        List<String> words = new ArrayList<>();
        List<String> picked = new ArrayList<>();
        List<Content> others = new ArrayList<>();
        Source source = Source.TEXT;
        for (InboundMessage message : messages) {
            for (Content content : message.contents()) {
                source = read(content, words, picked, others) ? Source.VOICE : source;
            }
        }
        String text = String.join("\n", words);
        return new Utterance(
                text.length() <= LONGEST ? text : text.substring(0, LONGEST),
                picked.isEmpty() ? source : Source.SELECTION,
                picked,
                others);
    }

    /** @return whether the words were spoken */
    private static boolean read(Content content, List<String> words, List<String> picked, List<Content> others) {
        switch (content) {
            case Content.Text text -> words.add(text.text());
            case Content.Selection selection -> picked.add(selection.value());
            case Content.PhoneNumber phone -> words.add(phone.number());
            case Content.Media media -> {
                String caption = media.caption();
                if (caption != null) {
                    words.add(caption);
                }
                String transcript = media.transcript();
                if (media.kind() == MediaKind.VOICE && transcript != null && !transcript.isBlank()) {
                    words.add(transcript);
                    return true;
                }
                others.add(media);
            }
            case Content.Location location -> others.add(location);
            case Content.Unsupported unsupported -> others.add(unsupported);
            case Content.Choice choice -> words.add(choice.prompt());
            case Content.Card card -> words.add(card.title());
        }
        return false;
    }
}
