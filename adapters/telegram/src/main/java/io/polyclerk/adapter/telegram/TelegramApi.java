package io.polyclerk.adapter.telegram;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.PlatformSetUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** Calls the Bot API. */
final class TelegramApi {

    private static final List<String> UPDATES = List.of(
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "business_connection",
            "business_message",
            "edited_business_message",
            "deleted_business_messages");

    /** Longer than the platform holds back an answer to whoever fetches. */
    private static final Duration POLLED = Duration.ofSeconds(40);

    private final HttpUrl base;
    private final String token;
    private final OkHttpClient http;
    private final OkHttpTelegramClient client;
    private final OkHttpTelegramClient pollingClient;

    private TelegramApi(HttpUrl base, String token) {
        this.base = base;
        this.token = token;
        http = BotHttp.client(base);
        client = BotHttp.methods(base, token, http);
        pollingClient = BotHttp.methods(
                base, token, http.newBuilder().readTimeout(POLLED).build());
    }

    static TelegramApi of(Connection connection) {
        String address = connection.setting("apiBase");
        HttpUrl base = HttpUrl.parse(address == null ? "https://api.telegram.org" : address);
        if (base == null) {
            throw new AdapterException.CredentialsRejected("apiBase is not an address");
        }
        return new TelegramApi(base, connection.requiredSetting("botToken"));
    }

    <T extends Serializable, M extends BotApiMethod<T>> T call(M method) {
        return call(client, method);
    }

    private static <T extends Serializable, M extends BotApiMethod<T>> T call(OkHttpTelegramClient client, M method) {
        try {
            return client.execute(method);
        } catch (TelegramApiException failure) {
            throw Failures.of(method.getMethod(), failure);
        } catch (RuntimeException unreadable) {
            throw Failures.unreadable(method.getMethod());
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
            throw Failures.of("setWebhook", failure);
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
            if (!Failures.isConflict(failure) || webhook().isEmpty()) {
                throw Failures.of("getUpdates", failure);
            }
            // The connection was changed from a webhook to polling; what waits at the platform is kept there.
            deleteWebhook();
            return call(pollingClient, method);
        } catch (RuntimeException unreadable) {
            throw Failures.unreadable("getUpdates");
        }
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
                throw Failures.ofDownload(status);
            }
            return body.byteStream();
        } catch (IOException unreachable) {
            throw new AdapterException.Unavailable("file download failed", false, null);
        }
    }

    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
