package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendLocation;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** Translates messages into calls. Text is sent as plain text, so nothing in it can be taken for markup. */
final class TelegramWriter {

    private static final int MOST_BUTTONS = 1_000;

    private final TelegramApi api;

    /** Pressed buttons by chat that still show a spinner; losing one costs nothing but a longer spinner. */
    private final Map<String, String> pressed = new ConcurrentHashMap<>();

    TelegramWriter(TelegramApi api) {
        this.api = api;
    }

    void rememberButton(ChannelEvent event) {
        if (event instanceof ChannelEvent.MessageReceived received
                && received.message().messageId().startsWith(TelegramReader.CALLBACK)
                && pressed.size() < MOST_BUTTONS) {
            pressed.put(
                    event.conversation().chatId(),
                    received.message().messageId().substring(TelegramReader.CALLBACK.length()));
        }
    }

    private void stopSpinner(ConversationKey conversation) {
        String callback = pressed.remove(conversation.chatId());
        if (callback != null) {
            try {
                api.call(AnswerCallbackQuery.builder().callbackQueryId(callback).build());
            } catch (AdapterException old) {
                // A query that is too old can no longer be answered, and its spinner has ended by itself.
            }
        }
    }

    Receipt send(OutboundMessage message) {
        stopSpinner(message.conversation());
        Chat chat = Chat.of(message.conversation());
        Message sent = switch (message.content()) {
            case Content.Text text -> text(chat, text.text(), List.of());
            case Content.Choice choice -> text(chat, choice.prompt(), choice.options());
            case Content.Card card -> text(chat, words(card), card.options());
            case Content.Location location -> location(chat, location);
            case Content.Media media -> throw unsupported("media");
            case Content.Selection selection -> throw unsupported("selection");
            case Content.PhoneNumber phone -> throw unsupported("phone number");
            case Content.Unsupported unsupported -> throw unsupported(unsupported.platformType());
        };
        return new Receipt(message.conversation().chatId() + ":" + sent.getMessageId());
    }

    private static AdapterException unsupported(String kind) {
        return new AdapterException.Unsupported("Telegram connections do not send: " + kind);
    }

    private static String words(Content.Card card) {
        return card.subtitle() == null ? card.title() : card.title() + "\n" + card.subtitle();
    }

    private Message text(Chat chat, String text, List<Option> options) {
        SendMessage.SendMessageBuilder<?, ?> send =
                SendMessage.builder().chatId(chat.id()).text(text).businessConnectionId(chat.businessConnection());
        if (!options.isEmpty()) {
            send.replyMarkup(keyboard(options));
        }
        return api.call(send.build());
    }

    private static InlineKeyboardMarkup keyboard(List<Option> options) {
        return InlineKeyboardMarkup.builder()
                .keyboard(options.stream()
                        .map(option -> new InlineKeyboardRow(InlineKeyboardButton.builder()
                                .text(option.label())
                                .callbackData(option.value())
                                .build()))
                        .toList())
                .build();
    }

    private Message location(Chat chat, Content.Location location) {
        return api.call(SendLocation.builder()
                .chatId(chat.id())
                .latitude(location.latitude())
                .longitude(location.longitude())
                .businessConnectionId(chat.businessConnection())
                .build());
    }

    void typing(ConversationKey conversation) {
        Chat chat = Chat.of(conversation);
        api.call(SendChatAction.builder()
                .chatId(chat.id())
                .action("typing")
                .businessConnectionId(chat.businessConnection())
                .build());
    }

    /** Where a conversation is held. */
    private record Chat(String id, @Nullable String businessConnection) {

        static Chat of(ConversationKey conversation) {
            String[] parts = conversation.chatId().split(":");
            return parts.length == 3 ? new Chat(parts[2], parts[1]) : new Chat(conversation.chatId(), null);
        }
    }
}
