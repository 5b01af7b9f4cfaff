package io.polyclerk.adapter.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.polyclerk.spi.AdapterProvider;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.ReplyLaw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final Path MANIFESTS = Path.of("../../manifests/wechat");
    private static final String NOWHERE = "http://127.0.0.1:1";

    private static JsonObject json(String file) throws IOException {
        return JsonParser.parseString(Files.readString(MANIFESTS.resolve(file))).getAsJsonObject();
    }

    private static Stream<JsonObject> objects(JsonObject parent, String name) {
        return StreamSupport.stream(parent.getAsJsonArray(name).spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    @Test
    void theProviderIsFoundUnderTheManifestsId() throws IOException {
        assertThat(ServiceLoader.load(AdapterProvider.class))
                .singleElement()
                .isInstanceOfSatisfying(
                        WeChatProvider.class,
                        provider -> assertThat(provider.id()).isEqualTo("wechat"));
        assertThat(json("adapter.json").get("id").getAsString()).isEqualTo("wechat");
    }

    @Test
    void everySettingThatIsReadIsDeclaredAndTheOtherWayRound() throws IOException {
        assertThat(read("\\bapp\\.(?:required)?"))
                .as("of the app of a third-party platform")
                .isEqualTo(names(json("adapter.json").getAsJsonObject("app")));
        assertThat(read("\\bconnection\\.(?:required)?")).isEqualTo(names(json("adapter.json")));
    }

    private static Set<String> names(JsonObject declaring) {
        return objects(declaring, "settings")
                .map(setting -> setting.get("name").getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> read(String from) throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern.compile(from + "[sS]etting\\(\"(\\w+)\"\\)")
                        .matcher(Files.readString(source))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(read::add);
            }
        }
        return read;
    }

    @Test
    void secretsAreDeclaredAsSuch() throws IOException {
        assertThat(objects(json("adapter.json"), "settings")
                        .filter(setting -> setting.get("type").getAsString().equals("secret"))
                        .map(setting -> setting.get("name").getAsString()))
                .containsExactlyInAnyOrder("appSecret", "token", "encodingAesKey");
    }

    @Test
    void everyRuleOfTheLawHasItsSourceAndDate() throws IOException {
        assertThat(objects(json("law.json"), "rules").toList()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.get("rule").getAsString()).isNotBlank();
            assertThat(rule.get("source").getAsString()).isNotBlank();
            assertThat(LocalDate.parse(rule.get("date").getAsString())).isAfter("2026-01-01");
        });
    }

    @Test
    void eachDoorDeclaresItsLaw() throws IOException {
        for (Connection connection : List.of(
                Connections.officialAccount(NOWHERE, true),
                Connections.miniProgram(NOWHERE),
                Connections.customerService(NOWHERE))) {
            ChannelAdapter adapter = (ChannelAdapter) new WeChatProvider().open(connection, new Lent().context());
            ReplyLaw law = adapter.capabilities().law();
            String door = connection.requiredSetting("door");
            assertThat(law.replyWindow()).isEqualTo(Duration.parse(afterMessage(door, "reply-window")));
            assertThat(law.messagesPerWindow()).isEqualTo(Integer.parseInt(afterMessage(door, "messages-per-window")));
            assertThat(law.billed()).isFalse();
        }
    }

    private static String afterMessage(String door, String name) throws IOException {
        List<String> values = objects(json("law.json"), "rules")
                .filter(rule -> rule.get("rule").getAsString().equals(name))
                .filter(rule -> rule.get("door").getAsString().equals(door))
                .filter(rule -> rule.get("trigger").getAsString().equals("message"))
                .map(rule -> rule.get("value").getAsString())
                .toList();
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    @Test
    void theMenuFitsThePlatform() throws IOException {
        assertThat(objects(json("menu.json"), "button").toList())
                .hasSizeBetween(1, 3)
                .allSatisfy(button -> {
                    assertThat(button.get("name").getAsString().getBytes(StandardCharsets.UTF_8))
                            .hasSizeLessThanOrEqualTo(16);
                    assertThat(button.get("key").getAsString()).startsWith("intent:");
                });
    }

    @Test
    void nothingPrintsASecret() {
        Connection connection = Connections.officialAccount(NOWHERE, true);
        ChannelAdapter account = (ChannelAdapter) new WeChatProvider().open(connection, new Lent().context());
        ChannelAdapter service =
                (ChannelAdapter) new WeChatProvider().open(Connections.customerService(NOWHERE), new Lent().context());
        assertThat(connection + " " + account + " " + service)
                .doesNotContain(WeChatSimulator.SECRET)
                .doesNotContain(Pushes.AES_KEY);
    }
}
