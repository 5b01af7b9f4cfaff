package io.polyclerk.adapter.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
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
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;

/** Translates updates into events. Only private chats are talked in; a business chat's id carries its connection. */
final class TelegramReader {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Begins the message id of a pressed button; what follows is needed to stop its spinner. */
    static final String CALLBACK = "callback:";

    private static final String BUSINESS = "biz:";

    private final ConnectionId connection;

    TelegramReader(ConnectionId connection) {
        this.connection = connection;
    }

    /** Empty for whatever is not an update. */
    Optional<Update> parse(byte[] body) {
        try {
            return known(JSON.readValue(body, Update.class));
        } catch (IOException | RuntimeException unreadable) {
            return withMendedTimes(body);
        }
    }

    private static Optional<Update> known(@Nullable Update update) {
        return update == null || update.getUpdateId() == null ? Optional.empty() : Optional.of(update);
    }

    private static Optional<Update> withMendedTimes(byte[] body) {
        try {
            return known(JSON.readValue(Times.inSeconds(new String(body, StandardCharsets.UTF_8)), Update.class));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it is a whole JSON object, though perhaps of an unknown kind. */
    boolean isJson(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            boolean object = parser.nextToken() == com.fasterxml.jackson.core.JsonToken.START_OBJECT;
            while (parser.nextToken() != null) {
                // Reads to the end: a cut body fails on the way.
            }
            return object;
        } catch (IOException cut) {
            return false;
        }
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
                List.of(content(message)),
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
                                List.of(content(message)),
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
                List.of(content(message)),
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

    private static Content content(Message message) {
        String caption = message.getCaption();
        if (message.getText() != null) {
            return new Content.Text(message.getText());
        }
        if (message.getPhoto() != null && !message.getPhoto().isEmpty()) {
            PhotoSize largest = message.getPhoto().stream()
                    .max(Comparator.comparingInt(size -> size.getWidth() * size.getHeight()))
                    .orElseThrow();
            return media(MediaKind.IMAGE, largest.getFileId(), "image/jpeg", largest.getFileSize(), null, caption);
        }
        if (message.getVoice() != null) {
            var voice = message.getVoice();
            return media(MediaKind.VOICE, voice.getFileId(), voice.getMimeType(), voice.getFileSize(), null, caption);
        }
        if (message.getAudio() != null) {
            var audio = message.getAudio();
            return media(
                    MediaKind.AUDIO,
                    audio.getFileId(),
                    audio.getMimeType(),
                    audio.getFileSize(),
                    audio.getFileName(),
                    caption);
        }
        if (message.getVideo() != null) {
            var video = message.getVideo();
            return media(
                    MediaKind.VIDEO,
                    video.getFileId(),
                    video.getMimeType(),
                    video.getFileSize(),
                    video.getFileName(),
                    caption);
        }
        if (message.getDocument() != null) {
            var file = message.getDocument();
            return media(
                    MediaKind.DOCUMENT,
                    file.getFileId(),
                    file.getMimeType(),
                    file.getFileSize(),
                    file.getFileName(),
                    caption);
        }
        return rarer(message);
    }

    private static Content rarer(Message message) {
        if (message.getVideoNote() != null) {
            var note = message.getVideoNote();
            return media(MediaKind.VIDEO, note.getFileId(), "video/mp4", note.getFileSize(), null, null);
        }
        if (message.getSticker() != null) {
            return media(MediaKind.STICKER, message.getSticker().getFileId(), null, null, null, null);
        }
        if (message.getLocation() != null) {
            return new Content.Location(
                    message.getLocation().getLatitude(), message.getLocation().getLongitude(), null);
        }
        if (message.getContact() != null) {
            // Only a number that carries the sender's own id was shared by Telegram itself.
            boolean own = message.getFrom() != null
                    && message.getFrom().getId().equals(message.getContact().getUserId());
            return new Content.PhoneNumber(message.getContact().getPhoneNumber(), own);
        }
        return new Content.Unsupported("message");
    }

    private static Content media(
            MediaKind kind,
            String fileId,
            @Nullable String type,
            @Nullable Number size,
            @Nullable String name,
            @Nullable String caption) {
        return new Content.Media(
                kind, new MediaRef(fileId, type, size == null ? null : size.longValue(), name, null), caption);
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
