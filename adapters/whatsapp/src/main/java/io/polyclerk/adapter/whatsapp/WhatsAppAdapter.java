package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.KeyValueStore;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.PlatformSetUp;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.TypingIndicator;
import io.polyclerk.spi.Uploads;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One business number. */
final class WhatsAppAdapter implements ChannelAdapter, TypingIndicator, MessageTemplates, PlatformSetUp {

    private static final String SIGNATURE_HEADER = "X-Hub-Signature-256";
    private static final String SCHEME = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_CHATS = 10_000;

    private final SecretKeySpec appSecret;
    private final String verifyToken;
    private final WhatsAppApi api;
    private final WhatsAppReader reader;
    private final WhatsAppWriter writer;
    private final TemplateBook book;

    /** The newest message of each chat, which the typing mark has to name; losing one costs nothing but the mark. */
    private final Map<String, String> newest = Collections.synchronizedMap(new Recent());

    private static final class Recent extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_CHATS;
        }
    }

    WhatsAppAdapter(Connection connection, WhatsAppApi api, Uploads uploads, KeyValueStore cache) {
        byte[] secret = connection.requiredSetting("appSecret").strip().getBytes(StandardCharsets.UTF_8);
        this.appSecret = new SecretKeySpec(secret, ALGORITHM);
        this.verifyToken = connection.requiredSetting("verifyToken").strip();
        this.api = api;
        ChatsByPhone chats = new ChatsByPhone(cache);
        this.reader = new WhatsAppReader(
                connection.id(), connection.requiredSetting("phoneNumberId").strip(), chats);
        this.writer = new WhatsAppWriter(api, uploads, chats);
        this.book = new TemplateBook(api, connection.setting("businessAccountId"));
    }

    @Override
    public ChannelCapabilities capabilities() {
        return WhatsAppWriter.CAPABILITIES;
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return switch (request.method()) {
            case "GET" -> handshake(request);
            case "POST" -> posted(request);
            default -> WebhookOutcome.rejected(405, "webhooks are fetched once and then posted");
        };
    }

    /** Meta asks whether the address is ours when the merchant types it into the App Dashboard. */
    private WebhookOutcome<ChannelEvent> handshake(WebhookRequest request) {
        String token = request.queryParameter("hub.verify_token");
        String challenge = request.queryParameter("hub.challenge");
        boolean ours = token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), verifyToken.getBytes(StandardCharsets.UTF_8));
        return ours && challenge != null && "subscribe".equals(request.queryParameter("hub.mode"))
                ? new WebhookOutcome.Accepted<>(List.of(), WebhookAnswer.text(challenge))
                : WebhookOutcome.rejected(403, "verify token missing or wrong");
    }

    private WebhookOutcome<ChannelEvent> posted(WebhookRequest request) {
        if (!isGenuine(request.header(SIGNATURE_HEADER), request.body())) {
            return WebhookOutcome.rejected(401, "signature missing or wrong");
        }
        Optional<JsonNode> webhook = reader.parse(request.body());
        if (webhook.isEmpty()) {
            return WebhookOutcome.rejected(400, "not a webhook");
        }
        List<ChannelEvent> events = reader.events(webhook.get(), request.receivedAt());
        events.forEach(this::remember);
        return WebhookOutcome.accepted(events);
    }

    private boolean isGenuine(@Nullable String signature, byte[] body) {
        if (signature == null || !signature.startsWith(SCHEME)) {
            return false;
        }
        try {
            byte[] given = HexFormat.of().parseHex(signature, SCHEME.length(), signature.length());
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(appSecret);
            return MessageDigest.isEqual(mac.doFinal(body), given);
        } catch (IllegalArgumentException notHexadecimal) {
            return false;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private void remember(ChannelEvent event) {
        if (event instanceof ChannelEvent.MessageReceived received) {
            newest.put(event.conversation().chatId(), received.message().messageId());
        }
    }

    @Override
    public Receipt send(OutboundMessage message) {
        return writer.send(message);
    }

    @Override
    public List<Template> templates() {
        return TemplateBook.templates();
    }

    @Override
    public Receipt sendTemplate(
            ConversationKey conversation,
            String idempotencyKey,
            String template,
            String language,
            List<String> parameters) {
        return writer.template(conversation, idempotencyKey, template, language, parameters);
    }

    @Override
    public List<Item> compare(URI webhook) {
        return book.compare(webhook);
    }

    @Override
    public List<Item> apply(URI webhook) {
        return book.apply(webhook);
    }

    @Override
    public InputStream open(MediaRef media) {
        return api.download(media);
    }

    /** Marks the newest message as read as well: the platform knows no typing mark without. */
    @Override
    public void typing(ConversationKey conversation) {
        String messageId = newest.get(conversation.chatId());
        if (messageId != null) {
            writer.typing(messageId);
        }
    }

    @Override
    public void check() {
        api.check();
    }

    @Override
    public void close() {
        api.close();
    }
}
