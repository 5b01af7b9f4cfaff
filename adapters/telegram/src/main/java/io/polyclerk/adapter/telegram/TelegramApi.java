package io.polyclerk.adapter.telegram;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.PlatformSetUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendLocation;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** Calls the Bot API and sorts its errors. The token is part of every address, so no message of a failure is passed on as it is. */
final class TelegramApi {

    private static final ObjectMapper JSON = mapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(5);
    private static final List<String> UPDATES = List.of(
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "business_connection",
            "business_message",
            "edited_business_message",
            "deleted_business_messages");

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

    private final HttpUrl base;
    private final String token;
    private final OkHttpClient http;
    private final OkHttpTelegramClient client;
    private final OkHttpTelegramClient pollingClient;

    /** The method's name is in the address; as a parameter it only means something in the answer to a webhook. */
    @JsonIgnoreProperties("method")
    private interface WithoutMethod {}

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

    private TelegramApi(HttpUrl base, String token) {
        this.base = base;
        this.token = token;
        http = new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .writeTimeout(READ)
                // Both would send a message a second time without anybody knowing.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(chain -> readable(chain.proceed(canonical(base, chain.request()))))
                .build();
        TelegramUrl url = TelegramUrl.builder()
                .schema(base.scheme())
                .host(base.host())
                .port(base.port())
                .build();
        client = new OkHttpTelegramClient(JSON, http, token, url);
        pollingClient = new OkHttpTelegramClient(
                JSON, http.newBuilder().readTimeout(40, TimeUnit.SECONDS).build(), token, url);
    }

    static TelegramApi of(Connection connection) {
        String address = connection.setting("apiBase");
        HttpUrl base = HttpUrl.parse(address == null ? "https://api.telegram.org" : address);
        if (base == null) {
            throw new AdapterException.CredentialsRejected("apiBase is not an address");
        }
        return new TelegramApi(base, connection.requiredSetting("botToken"));
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

    <T extends Serializable, M extends BotApiMethod<T>> T call(M method) {
        return call(client, method);
    }

    private static <T extends Serializable, M extends BotApiMethod<T>> T call(OkHttpTelegramClient client, M method) {
        try {
            return client.execute(method);
        } catch (TelegramApiException failure) {
            throw sorted(method.getMethod(), failure);
        } catch (RuntimeException unreadable) {
            throw new AdapterException.Unavailable(method.getMethod() + " got an unreadable answer", true, null);
        }
    }

    void getMe() {
        call(new GetMe());
    }

    void deleteWebhook() {
        call(DeleteWebhook.builder().dropPendingUpdates(false).build());
    }

    void setWebhook(URI address, String secret) {
        try {
            client.execute(SetWebhook.builder()
                    .url(address.toString())
                    .secretToken(secret)
                    .allowedUpdates(UPDATES)
                    .build());
        } catch (TelegramApiException failure) {
            throw sorted("setWebhook", failure);
        }
    }

    /** Where updates go; empty when nowhere. */
    String webhook() {
        String address = call(new GetWebhookInfo()).getUrl();
        return address == null ? "" : address;
    }

    /** Puts the commands of the manifest into the bot's menu, for each language that it has them in. */
    void setCommands() {
        BotCommands.ofManifest()
                .forEach((language, commands) -> call(SetMyCommands.builder()
                        .commands(commands)
                        .languageCode(BotCommands.code(language))
                        .build()));
    }

    /** How the bot's menu stands to the manifest, language by language. */
    List<PlatformSetUp.Item> comparedCommands() {
        return BotCommands.ofManifest().entrySet().stream()
                .map(wanted -> BotCommands.compared(
                        wanted.getKey(),
                        wanted.getValue(),
                        call(GetMyCommands.builder()
                                .languageCode(BotCommands.code(wanted.getKey()))
                                .build())))
                .toList();
    }

    List<Update> getUpdates(@Nullable Integer offset, Duration wait) {
        GetUpdates method = GetUpdates.builder()
                .limit(100)
                .timeout((int) wait.toSeconds())
                .allowedUpdates(UPDATES)
                .build();
        method.setOffset(offset);
        try {
            return pollingClient.execute(method);
        } catch (TelegramApiException failure) {
            if (!isConflict(failure) || webhook().isEmpty()) {
                throw sorted("getUpdates", failure);
            }
            // The connection was changed from a webhook to polling; what waits at the platform is kept there.
            deleteWebhook();
            return call(pollingClient, method);
        } catch (RuntimeException unreadable) {
            throw new AdapterException.Unavailable("getUpdates got an unreadable answer", true, null);
        }
    }

    private static boolean isConflict(TelegramApiException failure) {
        return failure instanceof TelegramApiRequestException refused
                && Integer.valueOf(409).equals(refused.getErrorCode());
    }

    /** The caller closes the stream. */
    InputStream download(String fileId) {
        String path = call(GetFile.builder().fileId(fileId).build()).getFilePath();
        if (path == null) {
            throw new AdapterException.Refused("the file is too large to be had from the Bot API");
        }
        HttpUrl address = base.newBuilder()
                .addPathSegments("file/bot" + token + "/" + path)
                .build();
        try {
            Response response =
                    http.newCall(new Request.Builder().url(address).build()).execute();
            ResponseBody body = response.body();
            if (!response.isSuccessful() || body == null) {
                int status = response.code();
                response.close();
                throw sortedDownload(status);
            }
            return body.byteStream();
        } catch (IOException unreachable) {
            throw new AdapterException.Unavailable("file download failed", false, null);
        }
    }

    /** A link lives for an hour, and every try asks for a new one. */
    private static AdapterException sortedDownload(int status) {
        String what = "file download answered " + status;
        return switch (status) {
            case 408 -> new AdapterException.Unavailable(what, false, null);
            case 429 -> new AdapterException.RateLimited(what, WITHOUT_ADVICE);
            default ->
                status >= 500
                        ? new AdapterException.Unavailable(what, false, null)
                        : new AdapterException.Refused(what);
        };
    }

    static AdapterException sorted(String method, TelegramApiException failure) {
        if (failure instanceof TelegramApiRequestException refused && refused.getErrorCode() != null) {
            return sorted(method, refused, refused.getErrorCode());
        }
        // A connection that never came about cannot have carried a message.
        boolean neverArrived =
                causedBy(failure, ConnectException.class) || causedBy(failure, UnknownHostException.class);
        return new AdapterException.Unavailable(method + " got no readable answer", !neverArrived, null);
    }

    private static AdapterException sorted(String method, TelegramApiRequestException refused, int code) {
        return switch (code) {
            case 0 -> new AdapterException.Unavailable(method + " got an unreadable answer", true, null);
            case 401, 404 ->
                new AdapterException.CredentialsRejected(method + ": Telegram does not know this bot token");
            case 429 -> new AdapterException.RateLimited(method + " is limited", retryAfter(refused));
            case 409 ->
                new AdapterException.Unavailable(method + ": another program fetches this bot's updates", false, null);
            default ->
                code >= 500
                        ? new AdapterException.Unavailable(method + " answered " + code, true, null)
                        : new AdapterException.Refused(method + " answered " + code);
        };
    }

    private static Duration retryAfter(TelegramApiRequestException refused) {
        Integer seconds =
                refused.getParameters() == null ? null : refused.getParameters().getRetryAfter();
        return seconds == null ? WITHOUT_ADVICE : Duration.ofSeconds(seconds);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
