package io.polyclerk.core.turn;

import io.polyclerk.core.delivery.TurnStore.Received;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.media.PhotoInspector.Outcome;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.ticket.Evidence;
import io.polyclerk.core.understanding.Utterance;
import io.polyclerk.core.understanding.Utterance.Source;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one utterance of the messages of a burst: words, what was picked, what was heard and seen, and what could not be put into
 * words. A burst of a photo, a voice note and a line is one utterance.
 */
final class UtteranceReader {

    private static final int LONGEST = 4_000;
    /** Looking takes a second or two each; whoever sends an album has the first ones looked at and all kept. */
    private static final int MOST_FILES = 5;

    private final Perception perception;

    UtteranceReader(Perception perception) {
        this.perception = perception;
    }

    /**
     * What was read.
     *
     * @param heard what was spoken and not yet put into words by the channel
     */
    record Reading(Utterance utterance, List<Evidence> evidence, List<String> heard) {}

    Reading read(List<Received> messages, String merchant, @Nullable String language) {
        Draft draft = new Draft(merchant, language);
        for (Received received : messages) {
            List<Content> contents = received.message().contents();
            for (int place = 0; place < contents.size(); place++) {
                draft.read(received, place, contents.get(place));
            }
        }
        // Looked at when everything is read: what is said with a photo helps to see what is meant.
        draft.look();
        return draft.finish();
    }

    private final class Draft {
        private final String merchant;
        private final @Nullable String language;
        private final List<String> words = new ArrayList<>();
        private final List<String> picked = new ArrayList<>();
        private final List<Content> others = new ArrayList<>();
        private final List<Evidence> evidence = new ArrayList<>();
        private final List<String> heard = new ArrayList<>();
        private final List<Photo> photos = new ArrayList<>();
        private int listened;
        private Source source = Source.TEXT;

        private record Photo(long sequence, int place, ConnectionId connection, Content.Media media) {}

        Draft(String merchant, @Nullable String language) {
            this.merchant = merchant;
            this.language = language;
        }

        void read(Received received, int place, Content content) {
            switch (content) {
                case Content.Text text -> words.add(text.text());
                case Content.Selection selection -> picked.add(selection.value());
                case Content.PhoneNumber phone -> words.add(phone.number());
                case Content.Media media -> media(received, place, media);
                case Content.Location location -> others.add(location);
                case Content.Unsupported unsupported -> others.add(unsupported);
                case Content.Choice choice -> words.add(choice.prompt());
                case Content.Card card -> words.add(card.title());
            }
        }

        private void media(Received received, int place, Content.Media media) {
            String caption = media.caption();
            if (caption != null) {
                words.add(caption);
            }
            switch (media.kind()) {
                case VOICE, AUDIO -> voice(received, place, media);
                case IMAGE ->
                    photos.add(new Photo(
                            received.sequence(),
                            place,
                            received.message().conversation().connection(),
                            media));
                case VIDEO, DOCUMENT -> {
                    evidence.add(Evidence.file(received.sequence(), place));
                    others.add(media);
                }
                case STICKER -> others.add(media);
            }
        }

        /** The channel's own transcript comes first; it knows the speaker's language. */
        private void voice(Received received, int place, Content.Media media) {
            String transcript = media.transcript();
            if (transcript != null && !transcript.isBlank()) {
                words.add(transcript);
                source = Source.VOICE;
                evidence.add(Evidence.voice(received.sequence(), place, transcript, "channel"));
                return;
            }
            Optional<Heard.Words> understood = listened++ < MOST_FILES
                    ? perception.heard(
                            received.message().conversation().connection(),
                            media.media(),
                            new SpeechToText.Question(merchant, language))
                    : Optional.empty();
            evidence.add(Evidence.voice(
                    received.sequence(),
                    place,
                    understood.map(Heard.Words::text).orElse(null),
                    understood.map(Heard.Words::engine).orElse(null)));
            if (understood.isEmpty()) {
                others.add(media);
                return;
            }
            source = Source.VOICE;
            words.add(understood.get().text());
            heard.add(understood.get().text());
        }

        void look() {
            int looked = 0;
            for (Photo photo : photos) {
                Optional<Outcome.Seen> seen = looked++ < MOST_FILES
                        ? perception.seen(
                                photo.connection(),
                                photo.media().media(),
                                new PhotoInspector.Question(merchant, null, String.join("\n", words)))
                        : Optional.empty();
                evidence.add(Evidence.photo(photo.sequence(), photo.place(), seen.orElse(null)));
                seen.map(Outcome.Seen::written).ifPresent(this::written);
                others.add(photo.media());
            }
        }

        /** One order number on a screenshot is as good as one that was typed, unless one was typed. It proves nothing. */
        private void written(PhotoInspector.Written found) {
            boolean typed = words.stream().anyMatch(said -> said.matches("(?s).*\\d{3}.*"));
            if (!typed && found.orderNumbers().size() == 1) {
                words.add("#" + found.orderNumbers().get(0));
            }
        }

        Reading finish() {
            String text = String.join("\n", words);
            Utterance utterance = new Utterance(
                    text.length() <= LONGEST ? text : text.substring(0, LONGEST),
                    picked.isEmpty() ? source : Source.SELECTION,
                    picked,
                    others);
            return new Reading(utterance, List.copyOf(evidence), List.copyOf(heard));
        }
    }
}
