package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates what official accounts and mini programs are sent. */
final class AccountReader {

    /** Windows of the law that something else than a message opens. */
    static final String MENU_CLICK = "menu-click";

    static final String FOLLOW = "follow";
    static final String SCAN = "scan";
    static final String ENTER = "enter-chat";

    private final ConnectionId connection;

    AccountReader(ConnectionId connection) {
        this.connection = connection;
    }

    List<ChannelEvent> events(Map<String, String> push, Instant receivedAt) {
        String openId = push.getOrDefault("FromUserName", "");
        if (openId.isEmpty()) {
            return List.of();
        }
        Arrived arrived = new Arrived(new ConversationKey(connection, openId), push, at(push, receivedAt));
        return push.getOrDefault("MsgType", "").equals("event")
                ? event(arrived)
                : List.of(arrived.message(content(push)));
    }

    private static Instant at(Map<String, String> push, Instant receivedAt) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(push.getOrDefault("CreateTime", "")));
        } catch (NumberFormatException | DateTimeException noTime) {
            return receivedAt;
        }
    }

    private static List<ChannelEvent> event(Arrived arrived) {
        String key = arrived.push().getOrDefault("EventKey", "");
        return switch (arrived.push().getOrDefault("Event", "")) {
            // Entering the chat of a mini program is what following is to an account; so is scanning a follower's code.
            case "subscribe" -> List.of(arrived.joined(FOLLOW));
            case "SCAN" -> List.of(arrived.joined(SCAN));
            case "user_enter_tempsession" -> List.of(arrived.joined(ENTER));
            case "unsubscribe" -> List.of(new ChannelEvent.ContactLeft(arrived.conversation(), arrived.at()));
            case "CLICK" -> List.of(arrived.message(new Content.Selection(key, key), MENU_CLICK));
            // The platform's own customer service: a person has the chat now.
            case "kf_create_session", "kf_switch_session" ->
                List.of(new ChannelEvent.AgentSpoke(arrived.conversation(), arrived.id(), List.of(), arrived.at()));
            case "kf_close_session" ->
                List.of(new ChannelEvent.AgentLeft(arrived.conversation(), arrived.id(), arrived.at()));
            default -> List.of();
        };
    }

    private static Content content(Map<String, String> push) {
        String type = push.getOrDefault("MsgType", "");
        return switch (type) {
            case "text" -> text(push);
            case "image" -> media(push, MediaKind.IMAGE, null, null);
            case "voice" -> voice(push);
            case "video", "shortvideo" -> media(push, MediaKind.VIDEO, "video/mp4", null);
            case "location" -> location(push);
            case "link" -> new Content.Text(lines(push.get("Title"), push.get("Description"), push.get("Url")));
            // A page of the shop's mini program, such as a product; its path only means something inside of it.
            case "miniprogrampage" -> new Content.Text(lines(push.get("Title")));
            default -> new Content.Unsupported(type);
        };
    }

    private static Content text(Map<String, String> push) {
        String words = push.getOrDefault("Content", "");
        String option = push.getOrDefault("bizmsgmenuid", "");
        return option.isBlank() ? new Content.Text(words) : new Content.Selection(option, words);
    }

    private static Content voice(Map<String, String> push) {
        String format = push.getOrDefault("Format", "");
        String heard = push.getOrDefault("Recognition", "");
        return media(
                push,
                MediaKind.VOICE,
                format.matches("\\w{1,16}") ? "audio/" + format : null,
                heard.isBlank() ? null : heard);
    }

    private static Content media(
            Map<String, String> push, MediaKind kind, @Nullable String type, @Nullable String transcript) {
        String id = push.getOrDefault("MediaId", "");
        return id.isEmpty()
                ? new Content.Unsupported(push.getOrDefault("MsgType", ""))
                : new Content.Media(kind, new MediaRef(id, type, null, null, null), null, transcript);
    }

    private static Content location(Map<String, String> push) {
        try {
            double latitude = Double.parseDouble(push.getOrDefault("Location_X", ""));
            double longitude = Double.parseDouble(push.getOrDefault("Location_Y", ""));
            if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                String label = push.getOrDefault("Label", "");
                return new Content.Location(latitude, longitude, label.isBlank() ? null : label);
            }
        } catch (NumberFormatException nowhere) {
            // Said below, as for places that are not on earth.
        }
        return new Content.Unsupported("location");
    }

    /** Those that say something, one below the other. */
    static String lines(@Nullable String... lines) {
        return Stream.of(lines).filter(line -> line != null && !line.isBlank()).collect(Collectors.joining("\n"));
    }

    /** A push and what every event needs of it. */
    private record Arrived(ConversationKey conversation, Map<String, String> push, Instant at) {

        /**
         * Events have no id of their own; a repeated delivery has the same sender and time. The ids of messages have been seen twice for
         * different senders, so they count together with the sender.
         */
        String id() {
            List<String> fields = push.getOrDefault("MsgId", "").isEmpty()
                    ? List.of("FromUserName", "CreateTime", "Event", "EventKey")
                    : List.of("FromUserName", "MsgId");
            return fields.stream().map(field -> push.getOrDefault(field, "")).collect(Collectors.joining(":"));
        }

        ChannelEvent joined(String opens) {
            return new ChannelEvent.ContactJoined(conversation, at, opens);
        }

        ChannelEvent message(Content content) {
            return message(content, null);
        }

        ChannelEvent message(Content content, @Nullable String opens) {
            return new ChannelEvent.MessageReceived(new InboundMessage(
                    conversation, id(), Sender.of(conversation.chatId()), at, List.of(content), null, opens));
        }
    }
}
