package io.polyclerk.adapter.wechat;

import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.HttpClientType;
import me.chanjar.weixin.cp.api.impl.BaseWxCpServiceImpl;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgSendRequest;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgSendResp;
import me.chanjar.weixin.cp.config.WxCpConfigStorage;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;
import me.chanjar.weixin.cp.util.json.WxCpGsonBuilder;
import org.jspecify.annotations.Nullable;

/** The API of WeCom customer service: the client library's service on the HTTP client that the server lends. */
final class CustomerServiceApi extends BaseWxCpServiceImpl<HttpClient, Object> {

    /** Begins the names of its calls. */
    static final String CALLS = "kf/";

    private static final int LARGEST_PAGE = 1000;
    /** AMR: of the two formats the one that other programs can read. */
    private static final int VOICE_FORMAT = 0;

    /** States of a session: developer.work.weixin.qq.com 94698, read 2026-11-22. */
    static final int UNTREATED = 0;

    static final int BOT = 1;
    static final int WAITING = 2;
    static final int HUMAN = 3;
    static final int ENDED = 4;

    private final WeChatCalls calls;
    private final AccessToken token;
    private final String openKfId;

    CustomerServiceApi(Connection connection, AdapterContext context) {
        calls = new WeChatCalls(context.http(), context.clock(), WxType.CP);
        openKfId = connection.requiredSetting("openKfId");
        // Holds the address only: the secret and the token are kept elsewhere.
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setBaseApiUrl(WeChatCalls.base(connection.setting("apiBase"), WxCpApiPathConsts.DEFAULT_CP_BASE_URL));
        configStorage = config;
        String corpId = connection.requiredSetting("corpId");
        String address = String.format(
                config.getApiUrl(WxCpApiPathConsts.GET_TOKEN),
                encoded(corpId),
                encoded(connection.requiredSetting("appSecret")));
        token = new SharedToken(context.cache(), corpId, () -> calls.token(CALLS + "gettoken", address, null));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    void proveCredentials() {
        token.fetch();
        try {
            calls.sorted(CALLS + "servicer/list", () -> getKfService().listServicer(openKfId));
        } catch (AdapterException.Refused notCarried) {
            // The token is proven; that a gateway does not carry this call, or nobody is entered there, says nothing
            // about it.
        }
    }

    /** @param callbackToken of the push that told of news; without it the platform allows few calls */
    WxCpKfMsgListResp sync(@Nullable String cursor, @Nullable String callbackToken) {
        return calls.sorted(
                CALLS + "sync_msg",
                () -> getKfService().syncMsg(cursor, callbackToken, LARGEST_PAGE, VOICE_FORMAT, openKfId));
    }

    /** @return the message's id */
    String send(WxCpKfMsgSendRequest message) {
        message.setOpenKfid(openKfId);
        return sent(message, WxCpApiPathConsts.Kf.SEND_MSG);
    }

    /** Answers an event, with the code that came with it instead of a receiver. */
    String sendOnEvent(WxCpKfMsgSendRequest message) {
        return sent(message, WxCpApiPathConsts.Kf.SEND_MSG_ON_EVENT);
    }

    private String sent(WxCpKfMsgSendRequest message, String path) {
        return calls.sorted(CALLS + "send_msg", () -> {
            try {
                // Not by the service's own method, which writes apostrophes and the like as escapes: the platform names
                // a
                // code (40033) for refusing those.
                String json = post(
                        configStorage.getApiUrl(path), WxCpGsonBuilder.create().toJson(message));
                String id = WxCpKfMsgSendResp.fromJson(json).getMsgId();
                return id == null || id.isBlank() ? message.getMsgId() : id;
            } catch (WxErrorException refused) {
                if (isRepetition(refused.getError())) {
                    return message.getMsgId();
                }
                throw refused;
            }
        });
    }

    /**
     * A message id that was used before is refused, so this message has arrived already. The documentation names no code for it; ids are
     * well formed by contract, so nothing else can be wrong with one.
     */
    private static boolean isRepetition(WxError error) {
        String message = error.getErrorMsgEn();
        return message != null && message.toLowerCase(Locale.ROOT).contains("msgid");
    }

    /** Who has a shopper's session. */
    int sessionState(String shopper) {
        Integer state = calls.sorted(
                CALLS + "service_state/get",
                () -> getKfService().getServiceState(openKfId, shopper).getServiceState());
        return state == null ? UNTREATED : state;
    }

    void changeSession(String shopper, int state) {
        calls.sorted(
                CALLS + "service_state/trans", () -> getKfService().transServiceState(openKfId, shopper, state, ""));
    }

    InputStream media(String mediaId) {
        String address = configStorage.getApiUrl(WxCpApiPathConsts.Media.MEDIA_GET) + "?media_id=" + encoded(mediaId);
        return calls.sorted("media/get", () -> calls.download(token, address));
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
    public WxCpConfigStorage getWxCpConfigStorage() {
        return configStorage;
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return forceRefresh ? token.fetch() : token.current();
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
