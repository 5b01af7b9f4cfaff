package io.polyclerk.adapter.webchat;

import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Sender;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies and translates what the shopper's page sends (docs/reference/webchat-protocol.md). Stateless. */
final class WebchatReader {

    private static final WebhookAnswer STORED = stored("");
    private static final WebhookAnswer STORED_OF_CUSTOMER = stored(",\"customer\":\"accepted\"");
    private static final WebhookAnswer STORED_WITHOUT_CUSTOMER = stored(",\"customer\":\"refused\"");
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_MEDIA = 10;
    private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final Map<String, MediaKind> KINDS =
            Map.of("image", MediaKind.IMAGE, "voice", MediaKind.VOICE, "document", MediaKind.DOCUMENT);

    private final ConnectionId connection;
    private final @Nullable CustomerToken customers;

    /** @param customers reads the shop's word for signed-in customers; null when the shop passes none on */
    WebchatReader(ConnectionId connection, @Nullable CustomerToken customers) {
        this.connection = connection;
        this.customers = customers;
    }

    private static WebhookAnswer stored(String more) {
        return new WebhookAnswer(202, "application/json", "{\"status\":\"stored\"" + more + "}");
    }

    WebhookOutcome<ChannelEvent> read(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookOutcome.rejected(405, "method");
        }
        Optional<WebchatSession> session = WebchatSession.of(request);
        if (session.isEmpty()) {
            return WebhookOutcome.rejected(401, "no session token");
        }
        try {
            StrictJson body = StrictJson.parse(request.body());
            Optional<CustomerToken.Customer> customer = customer(session.get(), request);
            return new WebhookOutcome.Accepted<>(
                    List.of(event(session.get(), customer.orElse(null), body, request)), answer(request, customer));
        } catch (StrictJson.Malformed malformed) {
            return WebhookOutcome.rejected(malformed.status(), malformed.reason());
        }
    }

    /** A token that proves nothing costs its bearer the proof and nothing else: what they say is taken. */
    private Optional<CustomerToken.Customer> customer(WebchatSession session, WebhookRequest request) {
        @Nullable String token = request.header(CustomerToken.HEADER);
        return token == null || customers == null
                ? Optional.empty()
                : customers.read(token, session.chatId(), request.receivedAt());
    }

    private static WebhookAnswer answer(WebhookRequest request, Optional<CustomerToken.Customer> customer) {
        if (customer.isPresent()) {
            return STORED_OF_CUSTOMER;
        }
        return request.header(CustomerToken.HEADER) == null ? STORED : STORED_WITHOUT_CUSTOMER;
    }

    private ChannelEvent event(
            WebchatSession session, CustomerToken.@Nullable Customer customer, StrictJson body, WebhookRequest request)
            throws StrictJson.Malformed {
        body.allow("id", "text", "selection", "media", "join", "language");
        String id = body.text("id", MESSAGE_ID);
        String language = body.has("language") ? body.text("language", LANGUAGE) : null;
        ConversationKey conversation = new ConversationKey(connection, session.chatId());
        if (body.exactlyOneOf("text", "selection", "media", "join").equals("join")) {
            body.mustBeTrue("join");
            return new ChannelEvent.ContactJoined(conversation, request.receivedAt());
        }
        return new ChannelEvent.MessageReceived(new InboundMessage(
                conversation,
                session.chatId() + ":" + id,
                new Sender(
                        session.chatId(),
                        null,
                        language,
                        null,
                        customer == null ? null : customer.id(),
                        customer == null ? null : customer.store()),
                request.receivedAt(),
                contents(session, body)));
    }

    private static List<Content> contents(WebchatSession session, StrictJson body) throws StrictJson.Malformed {
        if (body.has("text")) {
            return List.of(new Content.Text(body.words("text", LONGEST_TEXT)));
        }
        if (body.has("selection")) {
            StrictJson selection = body.object("selection").allow("value", "label");
            return List.of(new Content.Selection(
                    selection.words("value", LONGEST_VALUE), selection.words("label", LONGEST_VALUE)));
        }
        List<Content> media = new ArrayList<>();
        for (JsonObject item : body.objects("media", MOST_MEDIA)) {
            media.add(media(session, new StrictJson(item)));
        }
        return media;
    }

    private static Content media(WebchatSession session, StrictJson item) throws StrictJson.Malformed {
        item.allow("upload", "kind", "caption");
        @Nullable MediaKind kind = KINDS.get(item.words("kind", 10));
        if (kind == null) {
            throw new StrictJson.Malformed(400, "unknown kind of media");
        }
        String upload = item.words("upload", 64);
        if (!session.made(upload)) {
            throw new StrictJson.Malformed(403, "upload of another session");
        }
        String caption = item.has("caption") ? item.words("caption", LONGEST_TEXT) : null;
        return new Content.Media(kind, MediaRef.of(upload), caption);
    }
}
