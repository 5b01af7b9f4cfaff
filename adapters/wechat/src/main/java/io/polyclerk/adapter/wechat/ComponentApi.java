package io.polyclerk.adapter.wechat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.App;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.KeyValueStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;

/**
 * The API of a third-party platform, which the documents call a component: it acts for accounts that have agreed
 * (developers.weixin.qq.com, third-party platforms, read 2026-11-22). The ticket that opens it is pushed every ten minutes and kept in the
 * app's memory, as is the token that is made with it.
 */
final class ComponentApi {

    /** Under which name the ticket is kept. */
    static final String TICKET = "verify-ticket";

    private static final String CALLS = "/cgi-bin/component/";

    private final WeChatCalls calls;
    private final KeyValueStore memory;
    private final Clock clock;
    private final String base;
    private final String appId;
    private final String secret;
    private final AccessToken token;

    /** What an account has granted. @param account its AppID */
    record Grant(String account, Credential credential) {}

    ComponentApi(App app) {
        calls = new WeChatCalls(app.http(), app.clock(), WxType.MP);
        memory = app.memory();
        clock = app.clock();
        base = WeChatCalls.base(app.setting("apiBase"), "https://api.weixin.qq.com");
        appId = app.requiredSetting("componentAppId");
        secret = app.requiredSetting("componentSecret");
        token = new SharedToken(memory, appId, this::ownToken);
    }

    private WxAccessToken ownToken() {
        String ticket = memory.get(TICKET)
                .orElseThrow(() -> new AdapterException.Unavailable(
                        "the platform has not pushed its ticket yet; it does so every ten minutes", false, null));
        JsonObject asked = named();
        asked.addProperty("component_appsecret", secret);
        asked.addProperty("component_verify_ticket", ticket);
        JsonObject answer = calls.sorted(
                "api_component_token",
                () -> object(calls.withoutToken(base + CALLS + "api_component_token", asked.toString())));
        WxAccessToken given = new WxAccessToken();
        given.setAccessToken(text(answer, "component_access_token"));
        given.setExpiresIn(answer.get("expires_in").getAsInt());
        return given;
    }

    private JsonObject named() {
        JsonObject object = new JsonObject();
        object.addProperty("component_appid", appId);
        return object;
    }

    private JsonObject asked(String call, JsonObject body) {
        return calls.sorted(call, () -> object(calls.call(token, base + CALLS + call, body.toString())));
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    /** @throws IllegalStateException when it is missing, which the caller takes for an answer that cannot be read */
    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonPrimitive() || value.getAsString().isBlank()) {
            throw new IllegalStateException(name);
        }
        return value.getAsString();
    }

    /** A code with which the platform's page is opened, once. */
    String preAuthCode() {
        return read(() -> text(asked("api_create_preauthcode", named()), "pre_auth_code"));
    }

    /** @param code that came back from the platform's page */
    Grant granted(String code) {
        JsonObject body = named();
        body.addProperty("authorization_code", code);
        return read(() -> {
            JsonObject grant = asked("api_query_auth", body).getAsJsonObject("authorization_info");
            return new Grant(
                    text(grant, "authorizer_appid"),
                    credential(grant, text(grant, "authorizer_refresh_token"), scopes(grant)));
        });
    }

    private Credential credential(JsonObject grant, String refreshToken, String scopes) {
        return new Credential(
                text(grant, "authorizer_access_token"),
                clock.instant().plusSeconds(grant.get("expires_in").getAsLong()),
                refreshToken,
                null,
                scopes);
    }

    private static String scopes(JsonObject grant) {
        List<String> ids = new ArrayList<>();
        JsonElement functions = grant.get("func_info");
        if (functions != null && functions.isJsonArray()) {
            functions
                    .getAsJsonArray()
                    .forEach(one -> ids.add(one.getAsJsonObject()
                            .getAsJsonObject("funcscope_category")
                            .get("id")
                            .getAsString()));
        }
        return String.join(",", ids);
    }

    /** The platform may give a new refresh token with it; the old one is worthless then. */
    Credential refreshed(String account, Credential old) {
        JsonObject body = named();
        body.addProperty("authorizer_appid", account);
        body.addProperty("authorizer_refresh_token", old.refreshToken());
        return read(() -> {
            JsonObject answer = asked("api_authorizer_token", body);
            return credential(answer, text(answer, "authorizer_refresh_token"), old.scopes());
        });
    }

    /** Whether an account is a mini program; else it is an official account. */
    boolean isMiniProgram(String account) {
        JsonObject body = named();
        body.addProperty("authorizer_appid", account);
        return read(() -> asked("api_get_authorizer_info", body)
                .getAsJsonObject("authorizer_info")
                .has("MiniProgramInfo"));
    }

    private static <T> T read(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalStateException | NullPointerException | ClassCastException | NumberFormatException nonsense) {
            throw new AdapterException.Unavailable("the platform's answer cannot be read", false, null);
        }
    }
}
