package io.polyclerk.core.media;

/** Where a file that a shopper sent stands. */
public enum MediaState {
    /** It is being fetched, or will be tried again. */
    ARRIVING,
    /** It is here. */
    KEPT,
    /** The platform no longer has it, or what came is not what was announced. */
    GONE,
    TOO_LARGE,
    /** It was here for as long as files are kept, or the shopper took it back. */
    EXPIRED
}
