package io.polyclerk.spi.message;

/** Kinds of media that channels tell apart. */
public enum MediaKind {
    IMAGE,
    VOICE,
    AUDIO,
    VIDEO,
    DOCUMENT,
    STICKER
}
