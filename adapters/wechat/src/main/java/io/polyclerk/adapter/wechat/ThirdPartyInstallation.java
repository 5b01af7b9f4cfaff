package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Beginning;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.WebhookRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operator is a third-party platform: merchants scan a code on a page of WeChat's and let it act for their account, without telling
 * anybody a secret. Immutable.
 */
final class ThirdPartyInstallation implements Installation {

    /** A ticket is good for twelve hours; the platform pushes a new one every ten minutes. */
    private static final Duration TICKET_LIFE = Duration.ofHours(12);

    private final App app;
    private final String componentAppId;
    private final WeChatEnvelope envelope;
    private final ComponentApi api;
    private final String pages;

    ThirdPartyInstallation(App app) {
        this.app = app;
        this.componentAppId = app.requiredSetting("componentAppId");
        this.envelope = WeChatEnvelope.ofAccount(
                app.requiredSetting("token"), app.requiredSetting("encodingAesKey"), componentAppId);
        this.api = new ComponentApi(app);
        this.pages = WeChatCalls.base(app.setting("pageBase"), "https://mp.weixin.qq.com");
    }

    @Override
    public Beginning begin(Start start) {
        return new Beginning.AtAPage(URI.create(pages + "/cgi-bin/componentloginpage?component_appid="
                + encoded(componentAppId)
                + "&pre_auth_code=" + encoded(api.preAuthCode())
                + "&redirect_uri=" + encoded(start.callback() + "?state=" + encoded(start.state()))
                // Official accounts and mini programs alike.
                + "&auth_type=3"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Completion complete(WebhookRequest request) {
        String code = request.queryParameter("auth_code");
        String state = request.queryParameter("state");
        if (code == null || code.isBlank() || state == null || state.isBlank()) {
            return new Completion.Rejected(400, "came back without a code");
        }
        Completion.Granted granted = exchange(code);
        return new Completion.Granted(state, granted.shop(), granted.settings(), granted.credential(), granted.facts());
    }

    @Override
    public Completion.Granted exchange(String code) {
        ComponentApi.Grant grant = api.granted(code);
        Map<String, String> settings = new HashMap<>(Map.of(
                "door", api.isMiniProgram(grant.account()) ? "mini-program" : "official-account",
                "appId", grant.account(),
                "componentAppId", componentAppId,
                "token", app.requiredSetting("token"),
                "encodingAesKey", app.requiredSetting("encodingAesKey")));
        String base = app.setting("apiBase");
        if (base != null) {
            settings.put("apiBase", base);
        }
        return new Completion.Granted(null, grant.account(), settings, grant.credential(), Map.of());
    }

    @Override
    public Launch verifyLaunch(WebhookRequest request) {
        return new Launch.Rejected(404, "this platform shows no pages of others");
    }

    @Override
    public Credential refresh(String shop, Credential old) {
        if (old.refreshToken() == null) {
            throw new AdapterException.CredentialsRejected("the account has to agree again");
        }
        return api.refreshed(shop, old);
    }

    /** Only the account itself can take back what it has granted, in the platform's console. */
    @Override
    public void revoke(String shop, Map<String, String> settings, @Nullable Credential credential) {
        // Nothing to call.
    }

    @Override
    public Notice receive(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return new Notice.Rejected(405, "events are posted");
        }
        return switch (envelope.open(request)) {
            case WeChatEnvelope.Opened.Push push -> read(push.fields(), request.receivedAt());
            case WeChatEnvelope.Opened.Handshake handshake -> new Notice.Rejected(405, "events are posted");
            case WeChatEnvelope.Opened.Refused refused -> new Notice.Rejected(refused.status(), refused.reason());
        };
    }

    private Notice read(Map<String, String> event, Instant receivedAt) {
        if (!componentAppId.equals(event.get("AppId"))) {
            return new Notice.Rejected(401, "for another platform");
        }
        String account = event.getOrDefault("AuthorizerAppid", "");
        return switch (event.getOrDefault("InfoType", "")) {
            case "component_verify_ticket" -> {
                String ticket = event.getOrDefault("ComponentVerifyTicket", "");
                yield ticket.isBlank()
                        ? new Notice.Rejected(400, "a ticket without a ticket")
                        : new Notice.Remembered(ComponentApi.TICKET, ticket, TICKET_LIFE);
            }
            case "unauthorized" -> new Notice.Uninstalled(account, at(event, receivedAt));
            case "updateauthorized" -> new Notice.AgreedAnew(account, event.getOrDefault("AuthorizationCode", ""));
            // What comes of "authorized" is told by the merchant's own browser, which knows for whom it is.
            default -> new Notice.Ignored();
        };
    }

    private static Instant at(Map<String, String> event, Instant receivedAt) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(event.getOrDefault("CreateTime", "")));
        } catch (NumberFormatException | DateTimeException noTime) {
            return receivedAt;
        }
    }

    @Override
    public String acknowledgement() {
        return "success";
    }
}
