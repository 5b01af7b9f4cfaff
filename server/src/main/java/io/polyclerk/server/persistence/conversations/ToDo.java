package io.polyclerk.server.persistence.conversations;

/** Values of the column {@code message.pending}: what still has to be done with a message. */
public final class ToDo {

    public static final int NOTHING = 0;
    /** It came in and no turn has answered it. */
    public static final int TURN = 1;
    /** It has to go out. */
    public static final int SENDING = 2;

    /** It has to go out, but the channel's law does not allow it until the shopper writes again. */
    public static final int HELD = 3;

    private ToDo() {}
}
