package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes signed is read or refused, and nothing is thrown: a webhook that fails is sent again for seven days. */
class HostileWebhookTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<byte[]> GENUINE = genuine();

    private final WhatsAppAdapter adapter = Opened.adapter("http://127.0.0.1:1");

    private static List<byte[]> genuine() {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/tck/inbound"))) {
            List<byte[]> bodies = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                bodies.add(Files.readAllBytes(folder.resolve("webhook.json")));
            }
            return bodies;
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return Arbitraries.of(GENUINE);
    }

    @Property(tries = 500)
    void cutBodiesAreRefused(@ForAll("bodies") byte[] body, @ForAll long seed) {
        byte[] cut = Arrays.copyOf(body, new Random(seed).nextInt(body.length - 1));
        assertThat(receive(cut)).isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @Property(tries = 1000)
    void flippedBitsDoNoHarm(@ForAll("bodies") byte[] body, @ForAll long seed) {
        byte[] flipped = body.clone();
        Random random = new Random(seed);
        for (int i = 0; i <= random.nextInt(4); i++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertThat(receive(flipped)).isNotNull();
    }

    @Property(tries = 200)
    void noiseIsRefused(@ForAll byte[] noise) {
        assertThat(receive(noise)).isInstanceOf(WebhookOutcome.Rejected.class);
    }

    @Property(tries = 2000)
    void valuesOfAnotherTypeDoNoHarm(@ForAll("bodies") byte[] body, @ForAll long seed) throws IOException {
        JsonNode webhook = JSON.readTree(body);
        Random random = new Random(seed);
        List<JsonNode> nodes = new ArrayList<>();
        collect(webhook, nodes);
        JsonNode victim = nodes.get(random.nextInt(nodes.size()));
        JsonNode other = JSON.readTree(List.of(
                        "null",
                        "7",
                        "-1.5e300",
                        "true",
                        "\"\"",
                        "\"x\"",
                        "[]",
                        "{}",
                        "[[]]",
                        "[{\"id\":[]}]",
                        "\"\\ud83d\"")
                .get(random.nextInt(11)));
        if (victim instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.set(names.get(random.nextInt(names.size())), other);
        } else if (victim instanceof ArrayNode array) {
            array.insert(0, other);
        }
        WebhookOutcome<ChannelEvent> outcome = receive(JSON.writeValueAsBytes(webhook));
        assertThat(outcome).isInstanceOf(WebhookOutcome.Accepted.class);
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.isContainerNode()) {
            found.add(node);
            node.forEach(child -> collect(child, found));
        }
    }

    @Property(tries = 300)
    void textIsNeverChanged(@ForAll String text) {
        ObjectNode body = JSON.createObjectNode().put("body", text);
        String webhook = Webhooks.message("wamid.A=", "\"type\":\"text\",\"text\":" + body);
        WebhookOutcome<ChannelEvent> outcome = adapter.receive(Webhooks.signed(webhook, Instant.EPOCH));
        ChannelEvent event =
                ((WebhookOutcome.Accepted<ChannelEvent>) outcome).events().get(0);
        Object content =
                ((ChannelEvent.MessageReceived) event).message().contents().get(0);
        assertThat(content)
                .isEqualTo(
                        text.isEmpty()
                                ? new io.polyclerk.spi.message.Content.Unsupported("text")
                                : new io.polyclerk.spi.message.Content.Text(text));
    }

    private WebhookOutcome<ChannelEvent> receive(byte[] body) {
        String signature = "sha256=" + HexFormat.of().formatHex(Webhooks.mac(body));
        return adapter.receive(Webhooks.request(body, signature, Instant.EPOCH));
    }
}
