package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.business.BusinessMessagesDeleted;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Translates updates into events. Only private chats are talked in; a business chat's id carries its connection. */
final class TelegramReader {

    /** Begins the message id of a pressed button; what follows is needed to stop its spinner. */
    static final String CALLBACK = "callback:";

    private static final String BUSINESS = "biz:";

    private final ConnectionId connection;

    TelegramReader(ConnectionId connection) {
        this.connection = connection;
    }

    List<ChannelEvent> events(Update update) {
        try {
            return update.getDeletedBusinessMessages() == null
                    ? event(update).map(List::of).orElse(List.of())
                    : deleted(update.getDeletedBusinessMessages());
        } catch (RuntimeException halfEmpty) {
            // Fields that the Bot API promises are missing: nothing that anybody said can be lost by this.
            return List.of();
        }
    }

    private Optional<ChannelEvent> event(Update update) {
        if (update.getMessage() != null) {
            return message(update.getMessage());
        }
        if (update.getEditedMessage() != null) {
            return edited(update.getEditedMessage());
        }
        if (update.getCallbackQuery() != null) {
            return picked(update.getCallbackQuery());
        }
        if (update.getBusinessMessage() != null) {
            return business(update.getBusinessMessage());
        }
        if (update.getEditedBuinessMessage() != null) {
            return edited(update.getEditedBuinessMessage());
        }
        return update.getMyChatMember() == null ? Optional.empty() : membership(update.getMyChatMember());
    }

    private List<ChannelEvent> deleted(BusinessMessagesDeleted deleted) {
        ConversationKey key =
                key(deleted.getBusinessConnectionId(), deleted.getChat().getId());
        return deleted.getMessageIds().stream()
                .<ChannelEvent>map(id -> new ChannelEvent.MessageDeleted(key, key.chatId() + ":" + id, Instant.EPOCH))
                .toList();
    }

    private Optional<ChannelEvent> message(Message message) {
        if (!isPrivate(message.getChat()) || isBot(message.getFrom())) {
            return Optional.empty();
        }
        ConversationKey key = key(null, message.getChatId());
        // "/start" is a button press that opens the chat; what may follow it is a payload, not words.
        if (message.getText() != null && message.getText().matches("/start(?:\\s.*)?")) {
            return Optional.of(new ChannelEvent.ContactJoined(key, at(message.getDate())));
        }
        return Optional.of(received(key, message));
    }

    private ChannelEvent received(ConversationKey key, Message message) {
        return new ChannelEvent.MessageReceived(new InboundMessage(
                key,
                key.chatId() + ":" + message.getMessageId(),
                sender(message.getFrom()),
                at(message.getDate()),
                List.of(Contents.of(message)),
                message.getMediaGroupId()));
    }

    /** In a business account the merchant writes in the same chat: that is a human who has taken over. */
    private Optional<ChannelEvent> business(Message message) {
        if (message.getSenderBusinessBot() != null || Boolean.TRUE.equals(message.getIsFromOffline())) {
            return Optional.empty();
        }
        ConversationKey key = key(message.getBusinessConnectionId(), message.getChatId());
        boolean shopper = message.getFrom() != null && message.getFrom().getId().equals(message.getChatId());
        return Optional.of(
                shopper
                        ? received(key, message)
                        : new ChannelEvent.AgentSpoke(
                                key,
                                key.chatId() + ":" + message.getMessageId(),
                                List.of(Contents.of(message)),
                                at(message.getDate())));
    }

    private Optional<ChannelEvent> edited(Message message) {
        if (!isPrivate(message.getChat()) || isBot(message.getFrom())) {
            return Optional.empty();
        }
        ConversationKey key = key(message.getBusinessConnectionId(), message.getChatId());
        Integer editedAt = message.getEditDate();
        return Optional.of(new ChannelEvent.MessageEdited(
                key,
                key.chatId() + ":" + message.getMessageId(),
                String.valueOf(editedAt),
                List.of(Contents.of(message)),
                at(editedAt)));
    }

    private Optional<ChannelEvent> picked(CallbackQuery query) {
        if (query.getMessage() == null
                || query.getData() == null
                || !isPrivate(query.getMessage().getChat())) {
            return Optional.empty();
        }
        String business = query.getMessage() instanceof Message shown ? shown.getBusinessConnectionId() : null;
        ConversationKey key = key(business, query.getMessage().getChatId());
        return Optional.of(new ChannelEvent.MessageReceived(new InboundMessage(
                key,
                CALLBACK + query.getId(),
                sender(query.getFrom()),
                at(query.getMessage().getDate()),
                List.of(new Content.Selection(query.getData(), query.getData())))));
    }

    private Optional<ChannelEvent> membership(ChatMemberUpdated change) {
        if (!isPrivate(change.getChat())) {
            return Optional.empty();
        }
        ConversationKey key = key(null, change.getChat().getId());
        boolean gone =
                List.of("kicked", "left").contains(change.getNewChatMember().getStatus());
        return gone ? Optional.of(new ChannelEvent.ContactLeft(key, at(change.getDate()))) : Optional.empty();
    }

    /** Whether a chat is one of a merchant's own account. */
    static boolean isBusiness(ConversationKey conversation) {
        return conversation.chatId().startsWith(BUSINESS);
    }

    private ConversationKey key(@Nullable String businessConnection, Long chat) {
        return new ConversationKey(
                connection, businessConnection == null ? chat.toString() : BUSINESS + businessConnection + ":" + chat);
    }

    private static Sender sender(User user) {
        String name = user.getLastName() == null ? user.getFirstName() : user.getFirstName() + " " + user.getLastName();
        return new Sender(user.getId().toString(), name, user.getLanguageCode(), null, null);
    }

    private static boolean isPrivate(@Nullable Chat chat) {
        return chat != null && "private".equals(chat.getType());
    }

    private static boolean isBot(@Nullable User user) {
        return user == null || Boolean.TRUE.equals(user.getIsBot());
    }

    private static Instant at(@Nullable Integer seconds) {
        return seconds == null ? Instant.EPOCH : Instant.ofEpochSecond(seconds);
    }
}
