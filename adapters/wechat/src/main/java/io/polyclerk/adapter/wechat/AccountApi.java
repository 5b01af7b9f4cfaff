package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.Connection;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.HttpClientType;
import me.chanjar.weixin.mp.api.impl.BaseWxMpServiceImpl;
import me.chanjar.weixin.mp.bean.WxMpStableAccessTokenRequest;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.menu.WxMpMenu;
import me.chanjar.weixin.mp.config.WxMpConfigStorage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.jspecify.annotations.Nullable;

/** The API of official accounts and mini programs: the client library's service on the HTTP client that the server lends. */
final class AccountApi extends BaseWxMpServiceImpl<HttpClient, Object> {

    private final WeChatCalls calls;
    private final AccessToken token;

    /** Holds the address only: the secret and the token are kept elsewhere. */
    private final WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();

    AccountApi(Connection connection, AdapterContext context) {
        calls = new WeChatCalls(context.http(), context.clock(), WxType.MP);
        config.setHostConfig(WxMpHostConfig.builder()
                .apiHost(WeChatCalls.base(connection.setting("apiBase"), WxMpHostConfig.API_DEFAULT_HOST_URL))
                .build());
        token = connection.setting("componentAppId") == null
                ? ofAccount(connection, context)
                : new GrantedToken(context.credentials(), context.clock());
    }

    private AccessToken ofAccount(Connection connection, AdapterContext context) {
        String appId = connection.requiredSetting("appId");
        String secret = connection.requiredSetting("appSecret");
        return new SharedToken(context.cache(), appId, () -> stableToken(appId, secret));
    }

    /** Not the older kind of token, of which every request for a new one ends the one before: nodes would take it from each other. */
    private WxAccessToken stableToken(String appId, String secret) {
        WxMpStableAccessTokenRequest request = new WxMpStableAccessTokenRequest();
        request.setAppid(appId);
        request.setSecret(secret);
        return calls.token(
                "stable_token", WxMpApiUrl.Other.GET_STABLE_ACCESS_TOKEN_URL.getUrl(config), request.toJson());
    }

    void proveCredentials() {
        token.fetch();
    }

    /** @return false when this account may not use the API at all */
    boolean send(WxMpKefuMessage message) {
        return calls.sorted("custom/send", () -> {
            try {
                getKefuService().sendKefuMessage(message);
                return true;
            } catch (WxErrorException refused) {
                if (refused.getError().getErrorCode() == WeChatErrors.NO_API) {
                    return false;
                }
                throw refused;
            }
        });
    }

    void typing(String openId) {
        calls.sorted("custom/typing", () -> getKefuService().sendKfTypingState(openId, "Typing"));
    }

    InputStream media(String mediaId) {
        String address = WxMpApiUrl.Material.MEDIA_GET_URL.getUrl(config) + "?media_id="
                + URLEncoder.encode(mediaId, StandardCharsets.UTF_8);
        return calls.sorted("media/get", () -> calls.download(token, address));
    }

    /** Null when the account has none. */
    @Nullable
    WxMpMenu menu() {
        return calls.sorted("menu/get", () -> getMenuService().menuGet());
    }

    void createMenu(String json) {
        calls.sorted("menu/create", () -> getMenuService().menuCreate(json));
    }

    void deleteMenu() {
        calls.sorted("menu/delete", () -> {
            getMenuService().menuDelete();
            return "";
        });
    }

    @Override
    public String post(String url, String postData) throws WxErrorException {
        return calls.call(token, url, postData);
    }

    @Override
    public String get(String url, @Nullable String queryParam) throws WxErrorException {
        return calls.call(token, queryParam == null ? url : url + "?" + queryParam, null);
    }

    @Override
    public WxMpConfigStorage getWxMpConfigStorage() {
        return config;
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return forceRefresh ? token.fetch() : token.current();
    }

    @Override
    protected String doGetAccessTokenRequest() {
        throw notCarried();
    }

    @Override
    protected String doGetStableAccessTokenRequest(boolean forceRefresh) {
        throw notCarried();
    }

    @Override
    public HttpClient getRequestHttpClient() {
        throw notCarried();
    }

    @Override
    public Object getRequestHttpProxy() {
        throw notCarried();
    }

    @Override
    public HttpClientType getRequestType() {
        throw notCarried();
    }

    @Override
    public void initHttp() {
        // The client is lent.
    }

    private static UnsupportedOperationException notCarried() {
        return new UnsupportedOperationException("only post and get are carried over the lent HTTP client");
    }
}
