package io.polyclerk.adapter.whatsapp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import io.polyclerk.spi.message.Option;
import io.polyclerk.tck.ChannelAdapterTck;
import io.polyclerk.tck.PlatformAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class WhatsAppTckTest extends ChannelAdapterTck {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Override
    public String adapterId() {
        return "whatsapp";
    }

    @Override
    public Connection connection(URI platform) {
        return new Connection(new ConnectionId("wa1"), Opened.settings(platform.toString()));
    }

    @Override
    public WebhookRequest genuine(byte[] body) {
        return Webhooks.request(body, "sha256=" + HexFormat.of().formatHex(Webhooks.mac(body)), NOW);
    }

    @Override
    public WebhookRequest forged(byte[] body) {
        return Webhooks.request(body, "sha256=" + "0".repeat(64), NOW);
    }

    @Override
    public Optional<Handshake> handshake() {
        return Optional.of(new Handshake(
                new WebhookRequest(
                        "GET",
                        Map.of(),
                        Map.of(
                                "hub.mode", List.of("subscribe"),
                                "hub.verify_token", List.of(Webhooks.VERIFY_TOKEN),
                                "hub.challenge", List.of("1158201444")),
                        new byte[0],
                        NOW),
                "1158201444"));
    }

    @Override
    public byte[] textUpdate(String text) {
        return Webhooks.message(
                        "wamid.A=",
                        "\"type\":\"text\",\"text\":{\"body\":\""
                                + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> unknownUpdate() {
        return Optional.of(
                Webhooks.envelope("holograms", "\"holograms\":[{\"id\":\"1\"}]").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String chatId() {
        return CloudApi.SHOPPER;
    }

    @Override
    public PlatformAnswer.Answer sent() {
        return PlatformAnswer.json(
                200,
                "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"5\",\"user_id\":\"5\"}],\"messages\":[{\"id\":\"wamid.HBgL1A=\"}]}");
    }

    @Override
    public Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors() {
        return Map.of(
                error(401, 190), AdapterException.CredentialsRejected.class,
                error(400, 133010), AdapterException.CredentialsRejected.class,
                error(400, 131047), AdapterException.Refused.class,
                error(400, 131026), AdapterException.Refused.class,
                error(429, 130429), AdapterException.RateLimited.class,
                error(400, 131056), AdapterException.RateLimited.class,
                error(500, 131000), AdapterException.Unavailable.class,
                error(503, 131016), AdapterException.Unavailable.class);
    }

    private static PlatformAnswer.Answer error(int status, int code) {
        return PlatformAnswer.json(status, CloudApi.error(code, 0));
    }

    @Override
    public Map<String, Content> goldenContents() {
        MediaRef picture = new MediaRef("https://shop.example/COS-101.png", "image/png", null, null, null);
        MediaRef known = MediaRef.of("1003383421387256");
        List<Option> three = List.of(
                new Option("intent:track_order", "Where is it?"),
                new Option("intent:return_item", "Send it back"),
                new Option("intent:human_agent", "A person"));
        Map<String, Content> contents = new LinkedHashMap<>();
        contents.put("text", new Content.Text("Your order 1001 is on its way. https://shop.example/t/1"));
        contents.put("text_scripts", new Content.Text("我的订单 أين طلبي Где मेरा 주문 😀👩‍👩‍👧 \"q\"\\\n*b*"));
        contents.put("buttons", new Content.Choice("What do you need?", three));
        contents.put("list_of_four", new Content.Choice("Which one?", numbered(4)));
        contents.put("list_of_ten", new Content.Choice("Which one?", numbered(10)));
        contents.put(
                "list_for_long_labels",
                new Content.Choice("您需要什么帮助？", List.of(new Option("a", "x".repeat(21)), new Option("b", "短"))));
        contents.put(
                "list_for_equal_labels",
                new Content.Choice("Which?", List.of(new Option("a", "Blue"), new Option("b", "Blue"))));
        contents.put("numbered_for_long_prompt", new Content.Choice("y".repeat(1025), three));
        contents.put("choice_without_options", new Content.Choice("Nothing to choose", List.of()));
        contents.put("location", new Content.Location(37.44, -122.16, "Philz Coffee"));
        contents.put("location_without_label", new Content.Location(-33.5, 151, null));
        contents.put("image_link", new Content.Media(MediaKind.IMAGE, picture, "This one?"));
        contents.put("video_id", new Content.Media(MediaKind.VIDEO, known, null));
        contents.put("voice_id", new Content.Media(MediaKind.VOICE, known, null));
        contents.put("audio_with_caption", new Content.Media(MediaKind.AUDIO, known, "Listen"));
        contents.put(
                "document_id",
                new Content.Media(
                        MediaKind.DOCUMENT,
                        new MediaRef("1003383421387256", "application/pdf", null, "invoice \"1\".pdf", null),
                        "Your invoice"));
        contents.put("card", new Content.Card("Day cream", "€20.00", picture, three));
        contents.put("card_without_options", new Content.Card("Day cream", null, picture, List.of()));
        contents.put("card_without_image", new Content.Card("Day cream", "€20.00", null, three));
        contents.put("card_with_many_options", new Content.Card("Day cream", null, picture, numbered(5)));
        return contents;
    }

    private static List<Option> numbered(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Option("choice:" + i, "Option number " + i))
                .toList();
    }
}
