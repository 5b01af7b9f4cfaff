package io.polyclerk.server.persistence;

/** Values of the column {@code message.pending}: what still has to be done with a message. */
final class ToDo {

    static final int NOTHING = 0;
    /** It came in and no turn has answered it. */
    static final int TURN = 1;
    /** It has to go out. */
    static final int SENDING = 2;

    /** It has to go out, but the channel's law does not allow it until the shopper writes again. */
    static final int HELD = 3;

    private ToDo() {}
}
