package io.polyclerk.adapter.telegram;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendLocation;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;

/** How the client library's calls go over the wire, so that every server of this API understands them and none is made twice. */
final class BotHttp {

    private static final ObjectMapper JSON = mapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);

    private static final Map<String, String> METHODS = List.of(
                    "getMe",
                    "getUpdates",
                    "setWebhook",
                    "deleteWebhook",
                    "setMyCommands",
                    "getMyCommands",
                    "getWebhookInfo",
                    "getFile",
                    "sendMessage",
                    "sendLocation",
                    "sendChatAction",
                    "answerCallbackQuery")
            .stream()
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    /** The method's name is in the address; as a parameter it only means something in the answer to a webhook. */
    @JsonIgnoreProperties("method")
    private interface WithoutMethod {}

    private BotHttp() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        List.of(
                        AnswerCallbackQuery.class,
                        DeleteWebhook.class,
                        GetFile.class,
                        GetMe.class,
                        GetMyCommands.class,
                        GetWebhookInfo.class,
                        GetUpdates.class,
                        SendChatAction.class,
                        SendLocation.class,
                        SendMessage.class,
                        SetMyCommands.class)
                .forEach(method -> mapper.addMixIn(method, WithoutMethod.class));
        return mapper;
    }

    static OkHttpClient client(HttpUrl base) {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .writeTimeout(READ)
                // Both would send a message a second time without anybody knowing.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(chain -> readable(chain.proceed(canonical(base, chain.request()))))
                .build();
    }

    static OkHttpTelegramClient methods(HttpUrl base, String token, OkHttpClient http) {
        TelegramUrl url = TelegramUrl.builder()
                .schema(base.scheme())
                .host(base.host())
                .port(base.port())
                .build();
        return new OkHttpTelegramClient(JSON, http, token, url);
    }

    /**
     * The client library knows no path before the bot's own, as a Bot API server behind a proxy may have, and writes the names of
     * methods in lower case, which not every such server takes.
     */
    private static Request canonical(HttpUrl base, Request request) {
        String prefix = base.encodedPath().replaceFirst("/$", "");
        String path = request.url().encodedPath();
        if (!path.startsWith(prefix + "/")) {
            path = prefix + path;
        }
        int name = path.lastIndexOf('/') + 1;
        String method = METHODS.get(path.substring(name));
        String mended = method == null ? path : path.substring(0, name) + method;
        return request.newBuilder()
                .url(request.url().newBuilder().encodedPath(mended).build())
                .build();
    }

    /** A receipt that cannot be read would be asked for by saying the same again. */
    private static Response readable(Response response) throws IOException {
        ResponseBody body = response.body();
        MediaType type = body == null ? null : body.contentType();
        if (body == null || type == null || !type.subtype().equals("json")) {
            return response;
        }
        return response.newBuilder()
                .body(ResponseBody.create(Times.inSeconds(body.string()), type))
                .build();
    }
}
