package io.polyclerk.acceptance.channels;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import io.polyclerk.load.RunningServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/** The sample shop with every channel, each on its platform; started once for all tests and stopped with them. */
final class ChannelShop {

    static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final class Started {
        private static final ChannelShop SHOP = new ChannelShop();
    }

    final TelegramPlatform telegram = new TelegramPlatform();
    final WhatsAppPlatform whatsapp = new WhatsAppPlatform("wa");
    final WeChatPlatform account = new WeChatPlatform("oa", WeChatPlatform.Form.SAFE_XML, true);
    final WeChatPlatform miniProgram = new WeChatPlatform("mini", WeChatPlatform.Form.SAFE_JSON, false);
    /** A subscription account that was never verified. */
    final WeChatPlatform unverified = new WeChatPlatform("oap", WeChatPlatform.Form.SAFE_XML, true);

    final WeComPlatform weCom = new WeComPlatform("kf");
    final RunningServer server;

    private ChannelShop() {
        try {
            Path folder = Files.createTempDirectory("polyclerk-channels");
            Path connections = folder.resolve("connections.yaml");
            Files.writeString(connections, declared());
            server = new RunningServer(
                    PROJECT,
                    Files.createDirectories(folder.resolve("data")),
                    Map.of("POLYCLERK_CONNECTIONS", connections.toString(), "POLYCLERK_BURST_QUIET", "PT0.6S"));
            telegram.server = server;
            telegram.webhook = "https://shop.example/hooks/tg";
            whatsapp.server = server;
            account.server = server;
            miniProgram.server = server;
            unverified.server = server;
            unverified.hasApi = false;
            weCom.servers.add(server);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static ChannelShop get() {
        return Started.SHOP;
    }

    private String declared() {
        return """
                connections:
                  - {id: shop, adapter: samplestore, merchant: demo}
                  - {id: web, adapter: webchat, merchant: demo}
                  - {id: tg, adapter: telegram, merchant: demo, settings: {botToken: "%s", webhookSecret: "%s", apiBase: "%s"}}
                  - {id: wa, adapter: whatsapp, merchant: demo, settings: {phoneNumberId: "%s", accessToken: "%s", appSecret: "%s", verifyToken: "%s", apiBase: "%s"}}
                  - {id: oa, adapter: wechat, merchant: demo, settings: {door: official-account, appId: "%s", appSecret: "%s", token: "%s", encodingAesKey: "%s", apiBase: "%s"}}
                  - {id: oap, adapter: wechat, merchant: demo, settings: {door: official-account, appId: "%s", appSecret: "%s", token: "%s", encodingAesKey: "%s", apiBase: "%s"}}
                  - {id: mini, adapter: wechat, merchant: demo, settings: {door: mini-program, appId: "%s", appSecret: "%s", token: "%s", encodingAesKey: "%s", apiBase: "%s"}}
                  - {id: kf, adapter: wechat, merchant: demo, settings: {door: customer-service, corpId: "%s", appSecret: "%s", token: "%s", encodingAesKey: "%s", openKfId: "%s", apiBase: "%s"}}
                """.formatted(
                        TelegramPlatform.TOKEN,
                        TelegramPlatform.SECRET,
                        telegram.address(),
                        WhatsAppPlatform.NUMBER,
                        WhatsAppPlatform.TOKEN,
                        WhatsAppPlatform.APP_SECRET,
                        WhatsAppPlatform.VERIFY_TOKEN,
                        whatsapp.address(),
                        WeChatPlatform.APP_ID,
                        WeChatPlatform.SECRET,
                        WeChatPlatform.TOKEN,
                        WeChatPlatform.AES_KEY,
                        account.address(),
                        WeChatPlatform.APP_ID,
                        WeChatPlatform.SECRET,
                        WeChatPlatform.TOKEN,
                        WeChatPlatform.AES_KEY,
                        unverified.address(),
                        WeChatPlatform.APP_ID,
                        WeChatPlatform.SECRET,
                        WeChatPlatform.TOKEN,
                        WeChatPlatform.AES_KEY,
                        miniProgram.address() + "/",
                        WeComPlatform.CORP_ID,
                        WeComPlatform.SECRET,
                        WeComPlatform.TOKEN,
                        WeComPlatform.AES_KEY,
                        WeComPlatform.KF,
                        weCom.address());
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException | InterruptedException gone) {
            System.err.println("the server could not be stopped: " + gone.getMessage());
        }
        List.of(telegram, whatsapp, account, unverified, miniProgram, weCom).forEach(Platform::close);
    }

    static void await(String what, BooleanSupplier holds) {
        Instant end = Instant.now().plus(LONGEST);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain: " + what);
            }
            Platform.pause(50);
        }
    }

    /** What is shown after something was done, once nothing more comes. */
    static List<Shown> answersTo(ShopperChat chat, Runnable deed) {
        int before = chat.shown().size();
        deed.run();
        await("an answer in " + chat.connection(), () -> chat.shown().size() > before);
        Platform.pause(1200);
        List<Shown> all = chat.shown();
        return all.subList(before, all.size());
    }

    /** Nothing is shown for a while after something was done. */
    static List<Shown> silenceAfter(ShopperChat chat, Runnable deed) {
        int before = chat.shown().size();
        deed.run();
        Platform.pause(2500);
        List<Shown> all = chat.shown();
        return all.subList(before, all.size());
    }

    JsonNode conversation(ShopperChat chat) {
        JsonNode found = get("/api/v1/conversations?connection=" + chat.connection() + "&chatId=" + chat.chatId());
        if (found.path("conversations").size() != 1) {
            throw new AssertionError("one conversation expected: " + found);
        }
        return get("/api/v1/conversations/" + found.at("/conversations/0/id").asText());
    }

    JsonNode get(String path) {
        try {
            return server.get(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    JsonNode post(String path, String json) {
        return called("POST", path, json);
    }

    JsonNode called(String method, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(server.address(path))
                .header("Authorization", "Bearer " + RunningServer.adminToken())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(path + " answered " + response.statusCode() + " " + response.body());
            }
            return response.body().isEmpty() ? Platform.object() : Platform.JSON.readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** A photo that is not like any other. */
    static byte[] photo(int number) {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(40 + number * 13 % 200, 90, 200 - number * 7 % 150));
        pen.fillRect(0, 0, 320, 240);
        pen.setColor(Color.WHITE);
        pen.drawString("photo " + number, 40, 60 + number % 100);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }
}
