package io.polyclerk.acceptance.channels;

import io.polyclerk.acceptance.channels.Platform.Shown;
import java.util.List;

/** One shopper with one chat on some channel. Each method returns when the server has taken what was done. */
interface ShopperChat {

    String connection();

    /** As the server knows it. */
    String chatId();

    void says(String words);

    /** A photo with words, in whatever way the channel puts them together. */
    void sendsPhoto(byte[] jpeg, String words);

    /** Several photos at once. */
    void sendsAlbum(List<byte[]> jpegs);

    /** @param words what a channel that listens itself makes of it */
    void sendsVoice(byte[] sound, String words);

    /** Picks one of the options that were shown last, where the channel has buttons; types its number where it has none. */
    void picks(int option);

    /** Says something and thinks better of it at once. @return false where the channel knows no edits */
    default boolean saysAndEdits(String first, String second) {
        return false;
    }

    /** Says something and takes it back at once. @return false where the channel tells nobody */
    default boolean saysAndDeletes(String words) {
        return false;
    }

    /** A human of the shop answers on the platform's own app. @return false where there is none */
    default boolean staffAnswersElsewhere(String words) {
        return false;
    }

    /** The human ends the talk there. @return false where that cannot be told */
    default boolean staffLeavesElsewhere() {
        return false;
    }

    List<Shown> shown();
}
