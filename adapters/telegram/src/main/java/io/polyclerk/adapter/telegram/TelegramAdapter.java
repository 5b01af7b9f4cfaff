package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.LawByChat;
import io.polyclerk.spi.PlatformSetUp;
import io.polyclerk.spi.Polling;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.TypingIndicator;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;

/** One bot. With a webhook secret it is sent its updates, without one it fetches them. */
final class TelegramAdapter
        implements ChannelAdapter, TypingIndicator, WebhookRegistration, Polling, LawByChat, PlatformSetUp {

    private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(4096, 8, 40, 64, true, true, Map.of(), Pace.LAW);

    private final @Nullable String webhookSecret;
    private final TelegramApi api;
    private final Pace pace;
    private final TelegramReader reader;
    private final TelegramWriter writer;

    TelegramAdapter(Connection connection, TelegramApi api, Clock clock) {
        this.webhookSecret = connection.setting("webhookSecret");
        this.api = api;
        this.pace = new Pace(connection, clock);
        this.reader = new TelegramReader(connection.id());
        this.writer = new TelegramWriter(api);
    }

    @Override
    public ChannelCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ReplyLaw lawOf(ConversationKey conversation) {
        return pace.lawOf(conversation);
    }

    @Override
    public List<Item> compare(URI webhook) {
        List<Item> items = new ArrayList<>(api.comparedCommands());
        String address = api.webhook();
        String wanted = webhookSecret == null ? "" : webhook.toString();
        items.add(new Item("webhook", "updates", stateOf(address, wanted), null));
        return items;
    }

    private static State stateOf(String address, String wanted) {
        if (address.equals(wanted)) {
            return State.IN_PLACE;
        }
        return address.isEmpty() ? State.MISSING : State.DIFFERENT;
    }

    @Override
    public List<Item> apply(URI webhook) {
        if (compare(webhook).stream().anyMatch(item -> item.state() != State.IN_PLACE)) {
            register(webhook);
        }
        return compare(webhook);
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        if (webhookSecret == null) {
            return WebhookOutcome.rejected(403, "this connection polls and takes no webhooks");
        }
        if (!request.method().equals("POST")) {
            return WebhookOutcome.rejected(405, "updates are posted");
        }
        String given = request.header(SECRET_HEADER);
        if (given == null || !equalInConstantTime(given, webhookSecret)) {
            return WebhookOutcome.rejected(401, "secret header missing or wrong");
        }
        Optional<Update> update = Updates.parse(request.body());
        return update.isPresent()
                ? WebhookOutcome.accepted(events(update.get()))
                : Updates.isJson(request.body())
                        // A genuine update of a kind that is not known here: refusing it would block the chat for a
                        // day.
                        ? WebhookOutcome.accepted(List.of())
                        : WebhookOutcome.rejected(400, "not an update");
    }

    private List<ChannelEvent> events(Update update) {
        List<ChannelEvent> events = reader.events(update);
        events.forEach(writer::rememberButton);
        return events;
    }

    private static boolean equalInConstantTime(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Receipt send(OutboundMessage message) {
        CAPABILITIES.requireDeclared(message.content());
        try {
            return writer.send(message);
        } catch (AdapterException.RateLimited limited) {
            pace.refused();
            throw limited;
        }
    }

    @Override
    public InputStream open(MediaRef media) {
        return api.download(media.id());
    }

    @Override
    public void typing(ConversationKey conversation) {
        writer.typing(conversation);
    }

    @Override
    public void check() {
        api.getMe();
    }

    @Override
    public boolean pollingWanted() {
        return webhookSecret == null;
    }

    @Override
    public Batch poll(@Nullable String cursor, Duration wait) {
        if (cursor == null) {
            // Telegram refuses to be polled while a webhook is set; what waits there is kept.
            api.deleteWebhook();
        }
        List<Update> updates = api.getUpdates(cursor == null ? null : Integer.valueOf(cursor), wait);
        String next = updates.isEmpty()
                ? cursor
                : String.valueOf(updates.get(updates.size() - 1).getUpdateId() + 1);
        return new Batch(
                updates.stream()
                        .flatMap(update -> reader.events(update).stream())
                        .toList(),
                next);
    }

    @Override
    public void register(URI address) {
        if (webhookSecret != null) {
            api.setWebhook(address, webhookSecret);
        }
        api.setCommands();
    }

    @Override
    public void unregister() {
        api.deleteWebhook();
    }

    @Override
    public void close() {
        api.close();
    }
}
