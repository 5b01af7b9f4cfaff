package io.polyclerk.server.replay;

/** A file holds no past chats that can be read. The message says why, for people, and quotes nothing of it. */
public final class UnreadableChatsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableChatsException(String why) {
        super(why);
    }
}
