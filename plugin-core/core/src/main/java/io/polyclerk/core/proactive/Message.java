package io.polyclerk.core.proactive;

import io.polyclerk.core.delivery.OutboxStore.SavedTemplate;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said, fitted to the channel.
 *
 * @param contents one message each; of a template the words that people see
 * @param offered what can be picked
 * @param template by which it is said; null for free words
 */
public record Message(
        List<Content> contents,
        List<Option> offered,
        @Nullable SavedTemplate template) {
    public Message {
        contents = List.copyOf(contents);
        offered = List.copyOf(offered);
    }
}
