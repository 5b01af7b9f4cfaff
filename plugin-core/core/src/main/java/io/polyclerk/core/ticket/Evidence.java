package io.polyclerk.core.ticket;

import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Something that a shopper sent and that speaks for their case.
 *
 * @param sequence of the message within the conversation
 * @param place of the content within the message, from 0
 * @param transcript what was heard in it; null when it is no sound or nobody understood it
 * @param engine who heard it; null as the transcript
 * @param seen what was seen in it; null when it is no photo or could not be looked at
 */
public record Evidence(
        long sequence,
        int place,
        Kind kind,
        @Nullable String transcript,
        @Nullable String engine,
        @Nullable Seen seen) {

    /** What it is. */
    public enum Kind {
        VOICE,
        PHOTO,
        FILE
    }

    public static Evidence voice(long sequence, int place, @Nullable String transcript, @Nullable String engine) {
        return new Evidence(sequence, place, Kind.VOICE, transcript, engine, null);
    }

    public static Evidence photo(long sequence, int place, @Nullable Seen seen) {
        return new Evidence(sequence, place, Kind.PHOTO, null, null, seen);
    }

    public static Evidence file(long sequence, int place) {
        return new Evidence(sequence, place, Kind.FILE, null, null, null);
    }
}
