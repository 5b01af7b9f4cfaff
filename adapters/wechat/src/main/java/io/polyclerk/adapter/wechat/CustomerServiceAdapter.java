package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.HumanTakeover;
import io.polyclerk.spi.Polling;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgSendRequest;
import org.jspecify.annotations.Nullable;

/**
 * One customer service account of WeCom. The platform only says that there is news; what it is has to be fetched, page by page, with a
 * cursor that core keeps.
 */
final class CustomerServiceAdapter implements ChannelAdapter, Polling, HumanTakeover {

    static final int LONGEST_TEXT_BYTES = 2048;

    /** developer.work.weixin.qq.com 94677, read 2026-11-22. Lengths are given there in bytes. */
    private static final ChannelCapabilities CAPABILITIES = new ChannelCapabilities(
            LONGEST_TEXT_BYTES,
            CustomerServiceWriter.MOST_OPTIONS,
            42,
            64,
            false,
            true,
            Map.of(),
            // Twenty seconds by the welcome code, less what the call may need.
            new ReplyLaw(
                    Duration.ofHours(48),
                    5,
                    Duration.ZERO,
                    0,
                    false,
                    1,
                    Map.of(AccountReader.ENTER, new ReplyLaw.Opening(Duration.ofSeconds(17), 1))),
            LONGEST_TEXT_BYTES);

    private final String openKfId;
    private final boolean humansAnswerThere;
    private final WeChatEnvelope envelope;
    private final CustomerServiceApi api;
    private final CustomerServiceReader reader;
    private final News news;
    private final Welcome welcome;

    CustomerServiceAdapter(Connection connection, AdapterContext context) {
        openKfId = connection.requiredSetting("openKfId");
        humansAnswerThere = "platform".equals(connection.setting("humans"));
        envelope = WeChatEnvelope.ofCorporation(
                connection.requiredSetting("token"),
                connection.requiredSetting("encodingAesKey"),
                connection.requiredSetting("corpId"));
        api = new CustomerServiceApi(connection, context);
        reader = new CustomerServiceReader(connection.id());
        news = new News(context.cache(), context.clock());
        welcome = new Welcome(context.cache(), context.clock());
    }

    @Override
    public ChannelCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return switch (envelope.open(request)) {
            case WeChatEnvelope.Opened.Handshake handshake ->
                new WebhookOutcome.Accepted<>(List.of(), WebhookAnswer.text(handshake.answer()));
            case WeChatEnvelope.Opened.Push push -> {
                // One address serves all accounts of an application.
                if (openKfId.equals(push.fields().get("OpenKfId"))) {
                    news.arrived(push.fields().getOrDefault("Token", ""), request.receivedAt());
                }
                yield new WebhookOutcome.Accepted<>(List.of(), WebhookAnswer.text("success"));
            }
            case WeChatEnvelope.Opened.Refused refused -> WebhookOutcome.rejected(refused.status(), refused.reason());
        };
    }

    @Override
    public boolean pollingWanted() {
        return true;
    }

    @Override
    public Batch poll(@Nullable String cursor, Duration wait) {
        if (!news.awaited(cursor, wait)) {
            return new Batch(List.of(), null);
        }
        Optional<WxCpKfMsgListResp> found = fetched(cursor);
        if (found.isEmpty()) {
            return new Batch(List.of(), null);
        }
        WxCpKfMsgListResp page = found.get();
        String next = page.getNextCursor() == null || page.getNextCursor().isBlank() ? null : page.getNextCursor();
        boolean more = page.getHasMore() != null && page.getHasMore() == 1;
        news.fetched(cursor, next, more);
        List<WxCpKfMsgItem> items = page.getMsgList() == null ? List.of() : page.getMsgList();
        items.forEach(welcome::remember);
        return new Batch(
                items.stream().flatMap(item -> reader.event(item).stream()).toList(), next);
    }

    /** Empty when nobody may ask now without having been told to. */
    private Optional<WxCpKfMsgListResp> fetched(@Nullable String cursor) {
        String pushed = news.token();
        try {
            return Optional.of(api.sync(cursor, pushed));
        } catch (AdapterException.Refused refused) {
            // Perhaps the push's token is too old; without one the platform answers as well, though not as often.
            news.forgetToken();
            throw refused;
        } catch (AdapterException.RateLimited limited) {
            if (pushed != null) {
                throw limited;
            }
            // The next push brings a token, and whoever waits out the limit would not hear it.
            news.limited();
            return Optional.empty();
        }
    }

    @Override
    public Receipt send(OutboundMessage message) {
        CAPABILITIES.requireDeclared(message.content());
        WxCpKfMsgSendRequest request = CustomerServiceWriter.request(message);
        String shopper = message.conversation().chatId();
        String code = request.getLocation() == null ? welcome.take(shopper) : null;
        if (code == null) {
            request.setToUser(shopper);
            return new Receipt(api.send(request));
        }
        request.setCode(code);
        return new Receipt(api.sendOnEvent(request));
    }

    @Override
    public InputStream open(MediaRef media) {
        return api.media(media.id());
    }

    @Override
    public boolean takeoverWanted() {
        return humansAnswerThere;
    }

    @Override
    public void handOver(ConversationKey conversation) {
        int state = api.sessionState(conversation.chatId());
        if (state == CustomerServiceApi.UNTREATED || state == CustomerServiceApi.BOT) {
            api.changeSession(conversation.chatId(), CustomerServiceApi.WAITING);
        }
    }

    /** The platform knows no way back from a human but the end; the shopper's next message begins anew with the bot. */
    @Override
    public void takeBack(ConversationKey conversation) {
        int state = api.sessionState(conversation.chatId());
        if (state == CustomerServiceApi.WAITING || state == CustomerServiceApi.HUMAN) {
            api.changeSession(conversation.chatId(), CustomerServiceApi.ENDED);
        }
    }

    @Override
    public void check() {
        api.proveCredentials();
    }
}
