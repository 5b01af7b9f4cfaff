package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelCapabilities;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.LawByChat;
import io.polyclerk.spi.PlatformSetUp;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.ReplyInAnswer;
import io.polyclerk.spi.ReplyLaw;
import io.polyclerk.spi.TypingIndicator;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.OutboundMessage;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;

/** An official account or a mini program: is pushed what shoppers write, and answers through the customer service API. */
final class AccountAdapter
        implements ChannelAdapter, TypingIndicator, WebhookRegistration, PlatformSetUp, LawByChat, ReplyInAnswer {

    /**
     * developers.weixin.qq.com, sending of customer service messages, read 2026-11-22. Lengths are given there in bytes.
     */
    private static ReplyLaw law(Map<String, ReplyLaw.Opening> openings) {
        return new ReplyLaw(Duration.ofHours(48), 5, Duration.ZERO, 0, false, 1, openings);
    }

    private static final int LONGEST_TEXT_BYTES = 2048;

    private static final ReplyLaw.Opening AFTER_A_CLICK = new ReplyLaw.Opening(Duration.ofMinutes(1), 3);

    private static final ChannelCapabilities OFFICIAL_ACCOUNT = new ChannelCapabilities(
            LONGEST_TEXT_BYTES,
            10,
            42,
            64,
            false,
            false,
            Map.of(),
            law(Map.of(
                    AccountReader.MENU_CLICK, AFTER_A_CLICK,
                    AccountReader.FOLLOW, AFTER_A_CLICK,
                    AccountReader.SCAN, AFTER_A_CLICK)),
            LONGEST_TEXT_BYTES);

    /** Mini programs know no menus in messages. */
    private static final ChannelCapabilities MINI_PROGRAM = new ChannelCapabilities(
            LONGEST_TEXT_BYTES,
            0,
            0,
            0,
            false,
            false,
            Map.of(),
            law(Map.of(AccountReader.ENTER, new ReplyLaw.Opening(Duration.ofMinutes(1), 2))),
            LONGEST_TEXT_BYTES);

    /** An account without the customer service API shows no menu in its answers. */
    private static final ChannelCapabilities PASSIVE = new ChannelCapabilities(
            LONGEST_TEXT_BYTES, 0, 0, 0, false, false, Map.of(), PassiveReplies.LAW, LONGEST_TEXT_BYTES);

    private final ChannelCapabilities capabilities;
    private final WeChatEnvelope envelope;
    private final AccountReader reader;
    private final AccountApi api;
    private final AccountMenu menu;
    private final PassiveDoor passive;
    private final boolean behindPlatform;

    private AccountAdapter(ChannelCapabilities capabilities, Connection connection, AdapterContext context) {
        this.capabilities = capabilities;
        behindPlatform = connection.setting("componentAppId") != null;
        api = new AccountApi(connection, context);
        menu = new AccountMenu(api);
        reader = new AccountReader(connection.id());
        envelope = WeChatEnvelope.ofAccount(
                connection.requiredSetting("token"), connection.setting("encodingAesKey"), receiver(connection));
        passive = new PassiveDoor(connection, context, envelope, capabilities.maxOptions() > 0);
    }

    /** What an account is sent through a third-party platform is encrypted for that platform. */
    private static String receiver(Connection connection) {
        String component = connection.setting("componentAppId");
        return component == null ? connection.requiredSetting("appId") : component;
    }

    static AccountAdapter ofOfficialAccount(Connection connection, AdapterContext context) {
        return new AccountAdapter(OFFICIAL_ACCOUNT, connection, context);
    }

    static AccountAdapter ofMiniProgram(Connection connection, AdapterContext context) {
        return new AccountAdapter(MINI_PROGRAM, connection, context);
    }

    @Override
    public ChannelCapabilities capabilities() {
        return passive.isOpen() ? PASSIVE : capabilities;
    }

    @Override
    public ReplyLaw lawOf(ConversationKey conversation) {
        return capabilities().law();
    }

    @Override
    public WebhookAnswer answer(WebhookRequest request, List<ChannelEvent> events, WebhookAnswer otherwise) {
        return passive.answer(request, events, otherwise);
    }

    @Override
    public WebhookOutcome<ChannelEvent> receive(WebhookRequest request) {
        return switch (envelope.open(request)) {
            case WeChatEnvelope.Opened.Handshake handshake ->
                new WebhookOutcome.Accepted<>(List.of(), WebhookAnswer.text(handshake.answer()));
            // "success" keeps the platform from asking again and from telling the shopper that something is broken.
            case WeChatEnvelope.Opened.Push push ->
                new WebhookOutcome.Accepted<>(
                        reader.events(push.fields(), request.receivedAt()), WebhookAnswer.text("success"));
            case WeChatEnvelope.Opened.Refused refused -> WebhookOutcome.rejected(refused.status(), refused.reason());
        };
    }

    @Override
    public Receipt send(OutboundMessage message) {
        if (passive.isOpen()) {
            passive.say(message);
            return new Receipt(message.idempotencyKey());
        }
        capabilities.requireDeclared(message.content());
        String openId = message.conversation().chatId();
        passive.openWhereRefused(() -> api.send(
                switch (message.content()) {
                    case Content.Text text ->
                        WxMpKefuMessage.TEXT()
                                .toUser(openId)
                                .content(text.text())
                                .build();
                    case Content.Choice choice -> menu(openId, choice);
                    case Content.Media media -> throw unsupported("media");
                    case Content.Location location -> throw unsupported("location");
                    case Content.Card card -> throw unsupported("card");
                    case Content.Selection selection -> throw unsupported("selection");
                    case Content.PhoneNumber phone -> throw unsupported("phone number");
                    case Content.Unsupported unsupported -> throw unsupported(unsupported.platformType());
                }));
        // The platform gives messages no id.
        return new Receipt(message.idempotencyKey());
    }

    private WxMpKefuMessage menu(String openId, Content.Choice choice) {
        return WxMpKefuMessage.MSGMENU()
                .toUser(openId)
                .headContent(choice.prompt())
                .addMenus(choice.options().stream()
                        .map(option -> new WxMpKefuMessage.MsgMenu(option.value(), option.label()))
                        .toArray(WxMpKefuMessage.MsgMenu[]::new))
                .tailContent("")
                .build();
    }

    private static AdapterException unsupported(String kind) {
        return new AdapterException.Unsupported("this WeChat connection does not send: " + kind);
    }

    @Override
    public InputStream open(MediaRef media) {
        return api.media(media.id());
    }

    @Override
    public void typing(ConversationKey conversation) {
        if (!passive.isOpen()) {
            api.typing(conversation.chatId());
        }
    }

    @Override
    public void check() {
        api.proveCredentials();
    }

    /** Only people can tell the platform an address, in its console; what can be done for them is the menu below the chat. */
    @Override
    public void register(URI address) {
        if (capabilities.maxOptions() > 0) {
            menu.offer();
        }
    }

    @Override
    public List<Item> compare(URI webhook) {
        if (behindPlatform) {
            // The platform's own configuration names one address for all accounts.
            return capabilities.maxOptions() > 0 ? List.of(menu.compared()) : List.of();
        }
        Item address = new Item(
                "webhook",
                "server configuration",
                State.BY_HAND,
                "Type " + webhook + " with the same token and key into the platform's server configuration.");
        return capabilities.maxOptions() > 0 ? List.of(address, menu.compared()) : List.of(address);
    }

    @Override
    public List<Item> apply(URI webhook) {
        register(webhook);
        return compare(webhook);
    }

    @Override
    public void unregister() {
        if (capabilities.maxOptions() > 0) {
            menu.takeBack();
        }
    }
}
