package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.Uploads;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates messages into calls. */
final class WhatsAppWriter {

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_BODY = 1024;
    private static final int MOST_BUTTONS = 3;
    private static final int LONGEST_BUTTON = 20;
    private static final int MOST_ROWS = 10;
    private static final int LONGEST_ROW = 24;
    private static final int LONGEST_VALUE = 200;
    private static final long MEGABYTE = 1024 * 1024;

    /** Opens a list. Every phone shows it alike, and the language of a message is not known here. */
    private static final String LIST_BUTTON = "☰";

    /**
     * See the manifest's law.json for sources. Text leaves room for ten numbered answers, see {@link #choice}. The rate of a number
     * counts both directions, so half of it is for what goes out. A document could be larger, but an upload is held in memory.
     */
    static final ChannelCapabilities CAPABILITIES = new ChannelCapabilities(
            3800,
            MOST_ROWS,
            LONGEST_ROW,
            LONGEST_VALUE,
            true,
            true,
            Map.of(
                    MediaKind.IMAGE, 5 * MEGABYTE,
                    MediaKind.VIDEO, 16 * MEGABYTE,
                    MediaKind.AUDIO, 16 * MEGABYTE,
                    MediaKind.VOICE, 16 * MEGABYTE,
                    MediaKind.DOCUMENT, 16 * MEGABYTE),
            new ReplyLaw(Duration.ofHours(24), null, Duration.ofSeconds(6), 40, true, 45, Map.of()));

    private final WhatsAppApi api;
    private final Uploads uploads;
    private final ChatsByPhone chats;

    WhatsAppWriter(WhatsAppApi api, Uploads uploads, ChatsByPhone chats) {
        this.api = api;
        this.uploads = uploads;
        this.chats = chats;
    }

    Receipt send(OutboundMessage message) {
        CAPABILITIES.requireDeclared(message.content());
        ObjectNode call = switch (message.content()) {
            case Content.Text text -> text(text.text());
            case Content.Choice choice -> choice(choice.prompt(), choice.options());
            case Content.Card card -> card(card);
            case Content.Location location -> location(location);
            case Content.Media media -> media(media);
            case Content.Selection selection -> throw unsupported("selection");
            case Content.PhoneNumber phone -> throw unsupported("phone number");
            case Content.Unsupported unsupported -> throw unsupported(unsupported.platformType());
        };
        return sent(call, message.conversation(), message.idempotencyKey());
    }

    /** Says words that Meta has approved. */
    Receipt template(ConversationKey conversation, String key, String name, String language, List<String> parameters) {
        ObjectNode call = of("template");
        ObjectNode template = call.putObject("template").put("name", name);
        template.putObject("language").put("code", language);
        if (!parameters.isEmpty()) {
            ArrayNode values = template.putArray("components")
                    .addObject()
                    .put("type", "body")
                    .putArray("parameters");
            parameters.forEach(value -> values.addObject().put("type", "text").put("text", value));
        }
        return sent(call, conversation, key);
    }

    private Receipt sent(ObjectNode call, ConversationKey conversation, String key) {
        // Where both are known the number counts: some messages go to numbers only (131062).
        String to = chats.phoneOf(conversation.chatId()).orElse(conversation.chatId());
        // Statuses bring the key back, which tells what became of a message whose answer got lost.
        call.put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put(to.matches("\\+?\\d+") ? "to" : "recipient", to)
                .put("biz_opaque_callback_data", key);
        return new Receipt(api.send(call));
    }

    /** Marks a shopper's message as read and shows that an answer is being written. */
    void typing(String messageId) {
        ObjectNode mark = WhatsAppApi.object();
        mark.put("messaging_product", "whatsapp").put("status", "read").put("message_id", messageId);
        mark.putObject("typing_indicator").put("type", "text");
        api.mark(mark);
    }

    private static AdapterException unsupported(String kind) {
        return new AdapterException.Unsupported("WhatsApp connections do not send: " + kind);
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new AdapterException.Unsupported("WhatsApp's limits are not kept: " + rule);
        }
    }

    private static ObjectNode of(String type) {
        return WhatsAppApi.object().put("type", type);
    }

    private static ObjectNode text(String text) {
        require(text.length() <= LONGEST_TEXT, "a text has at most " + LONGEST_TEXT + " characters");
        ObjectNode call = of("text");
        call.putObject("text").put("body", text).put("preview_url", false);
        return call;
    }

    private static ObjectNode location(Content.Location location) {
        ObjectNode call = of("location");
        ObjectNode place = call.putObject("location");
        place.put("latitude", location.latitude()).put("longitude", location.longitude());
        if (location.label() != null) {
            place.put("name", location.label());
        }
        return call;
    }

    /** Buttons where they fit, else a list; a prompt that is too long for either becomes a text with numbered answers. */
    private static ObjectNode choice(String prompt, List<Option> options) {
        options.forEach(option -> require(!option.label().isBlank(), "an option has a label"));
        if (options.isEmpty() || prompt.length() > LONGEST_BODY) {
            return text(numbered(prompt, options));
        }
        return areButtons(options) ? buttons(prompt, options) : list(prompt, options);
    }

    private static String numbered(String prompt, List<Option> options) {
        StringBuilder text = new StringBuilder(prompt);
        for (int i = 0; i < options.size(); i++) {
            text.append('\n').append(i + 1).append(". ").append(options.get(i).label());
        }
        return text.toString();
    }

    /** The platform refuses two buttons with the same words. */
    private static boolean areButtons(List<Option> options) {
        return !options.isEmpty()
                && options.size() <= MOST_BUTTONS
                && options.stream().allMatch(option -> option.label().length() <= LONGEST_BUTTON)
                && options.stream().map(Option::label).distinct().count() == options.size();
    }

    private static ObjectNode interactive(String type, String prompt) {
        ObjectNode call = of("interactive");
        call.putObject("interactive").put("type", type).putObject("body").put("text", prompt);
        return call;
    }

    private static ObjectNode buttons(String prompt, List<Option> options) {
        ObjectNode call = interactive("button", prompt);
        ArrayNode buttons = call.withObject("/interactive/action").putArray("buttons");
        options.forEach(option -> buttons.addObject()
                .put("type", "reply")
                .putObject("reply")
                .put("id", option.value())
                .put("title", option.label()));
        return call;
    }

    private static ObjectNode list(String prompt, List<Option> options) {
        ObjectNode call = interactive("list", prompt);
        ObjectNode action = call.withObject("/interactive/action").put("button", LIST_BUTTON);
        ArrayNode rows = action.putArray("sections").addObject().putArray("rows");
        options.forEach(option -> rows.addObject().put("id", option.value()).put("title", option.label()));
        return call;
    }

    /** A list cannot carry a picture, so a card with many answers goes without. */
    private ObjectNode card(Content.Card card) {
        String words = card.subtitle() == null ? card.title() : card.title() + "\n" + card.subtitle();
        if (card.image() == null || words.length() > LONGEST_BODY) {
            return choice(words, card.options());
        }
        if (card.options().isEmpty()) {
            return media(new Content.Media(MediaKind.IMAGE, card.image(), words));
        }
        ObjectNode call = choice(words, card.options());
        if (areButtons(card.options())) {
            ObjectNode header = call.withObject("/interactive/header").put("type", "image");
            header.set("image", file(MediaKind.IMAGE, card.image()));
        }
        return call;
    }

    private ObjectNode media(Content.Media media) {
        String caption = media.caption() == null || media.caption().isBlank() ? null : media.caption();
        require(caption == null || caption.length() <= LONGEST_BODY, "a caption has " + LONGEST_BODY + " characters");
        ObjectNode file = file(media.kind(), media.media());
        String type = typeOf(media.kind(), caption);
        if (caption != null) {
            file.put("caption", caption);
        }
        if (type.equals("document") && media.media().fileName() != null) {
            file.put("filename", media.media().fileName());
        }
        if (type.equals("audio") && media.kind() == MediaKind.VOICE) {
            file.put("voice", true);
        }
        ObjectNode call = of(type);
        call.set(type, file);
        return call;
    }

    /** Sound takes no words along except as a document. */
    private static String typeOf(MediaKind kind, @Nullable String caption) {
        return switch (kind) {
            case IMAGE, VIDEO, DOCUMENT, STICKER -> kind.name().toLowerCase(Locale.ROOT);
            case AUDIO, VOICE -> caption == null ? "audio" : "document";
        };
    }

    /** Public addresses are fetched by the platform itself, its own ids are named, and everything else is uploaded first. */
    private ObjectNode file(MediaKind kind, MediaRef media) {
        ObjectNode file = WhatsAppApi.object();
        if (media.id().startsWith("https://")) {
            return file.put("link", media.id());
        }
        return file.put("id", media.id().matches("\\d{1,20}") ? media.id() : upload(kind, media));
    }

    private String upload(MediaKind kind, MediaRef media) {
        String type = media.contentType();
        if (type == null || !type.matches("[a-z]+/[\\w.+-]+(; ?[\\w-]+=[\\w.-]+)?")) {
            throw new AdapterException.Refused("a file can only be uploaded with its content type");
        }
        long most = CAPABILITIES.maxMediaBytes().getOrDefault(kind, 0L);
        try (InputStream content = uploads.open(media.id())) {
            byte[] bytes = content.readNBytes((int) most + 1);
            require(bytes.length <= most, "such a file has at most " + most + " bytes");
            return api.upload(type, bytes);
        } catch (IOException unreadable) {
            throw new AdapterException.Unavailable("a file to be sent could not be read", false, null);
        }
    }
}
