package io.polyclerk.core.media;

/** Where a file that a shopper sent stands. */
public enum MediaState {
    /** It is being fetched, or will be tried again. */
    ARRIVING,
    /** It was fetched and is kept, encrypted. */
    KEPT,
    /** The platform no longer has it, or what came is not what was announced. */
    GONE,
    /** It is larger than what is taken; only its beginning was read. */
    TOO_LARGE,
    /** It was here for as long as files are kept, or the shopper took it back. */
    EXPIRED
}
