package io.polyclerk.acceptance.channels;

import static io.polyclerk.acceptance.channels.ChannelShop.answersTo;
import static io.polyclerk.acceptance.channels.ChannelShop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What platforms do on bad days, and what a seller sees of it: nothing is lost, and nobody is stormed. */
class BadDaysTest {

    private static final String QUESTION = "How long can I return things?";

    /** Its answer is one message on any channel. */
    private static final String SHORT = "Where is my order 1001?";

    private final ChannelShop shop = ChannelShop.get();

    private JsonNode connection(String id) {
        return shop.get("/api/v1/connections/" + id);
    }

    private JsonNode check(String id) {
        return shop.post("/api/v1/connections/" + id + "/check", "{}");
    }

    private JsonNode last(ShopperChat chat) {
        JsonNode messages = shop.conversation(chat).path("messages");
        return messages.get(messages.size() - 1);
    }

    private static void outbound(Supplier<JsonNode> last, String state) {
        await(
                "the state " + state,
                () -> last.get().at("/delivery/state").asText().equals(state));
    }

    @Test
    void anAccessTokenThatEndsIsRenewedUnseen() {
        for (WeChatPlatform platform : List.of(shop.account, shop.miniProgram)) {
            ShopperChat chat = platform.chat();
            answersTo(chat, () -> chat.says(QUESTION));
            int given = platform.tokensGiven();
            platform.goodToken = "";
            assertThat(answersTo(chat, () -> chat.says("do you ship to Norway?")))
                    .hasSize(1);
            assertThat(platform.tokensGiven())
                    .as("one new token, not one for each call")
                    .isEqualTo(given + 1);
            assertThat(connection(platform.connection).path("state").asText()).isEqualTo("active");
        }
    }

    @Test
    void aRevokedAppIsSeenAndNothingIsLostUntilItIsMended() {
        WhatsAppChat before = shop.whatsapp.chat();
        answersTo(before, () -> before.says(QUESTION));
        shop.whatsapp.tokenEnded = true;
        List<WhatsAppChat> chats = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            chats.add(shop.whatsapp.chat());
        }
        int asked = shop.whatsapp.asked.size();
        try {
            chats.forEach(chat -> chat.says(QUESTION));
            await(
                    "the connection is paused",
                    () -> connection("wa").path("state").asText().equals("paused"));
            Platform.pause(2000);
            assertThat(shop.whatsapp.asked.size() - asked).as("no storm").isLessThanOrEqualTo(16);
            JsonNode checked = check("wa");
            assertThat(checked.at("/check/state").asText()).isEqualTo("rejected");
            assertThat(checked.at("/check/detail").asText())
                    .contains("access token")
                    .contains("new one");
            WhatsAppChat late = shop.whatsapp.chat();
            chats.add(late);
            late.says(QUESTION);
            // Long enough for its turn to come while the connection is still paused.
            Platform.pause(2000);
        } finally {
            shop.whatsapp.tokenEnded = false;
        }
        assertThat(check("wa").path("state").asText()).isEqualTo("active");
        for (WhatsAppChat chat : chats) {
            await("an answer after all", () -> chat.shown().size() == 1);
            outbound(() -> last(chat), "delivered");
        }
    }

    @Test
    void aBotThatIsGoneSaysWhatToDo() {
        shop.telegram.known = false;
        try {
            JsonNode checked = check("tg");
            assertThat(checked.at("/check/state").asText()).isEqualTo("rejected");
            assertThat(checked.at("/check/detail").asText())
                    .contains("bot token")
                    .doesNotContain(TelegramPlatform.TOKEN);
        } finally {
            shop.telegram.known = true;
        }
        assertThat(check("tg").at("/check/state").asText()).isEqualTo("ok");
    }

    @Test
    void aShopperWhoBlockedTheShopIsLeftAlone() {
        ShopperChat one = shop.telegram.chat("tg", "en");
        shop.telegram.blockedBy = one.chatId();
        WhatsAppChat other = shop.whatsapp.chat();
        shop.whatsapp.blockedBy = other.phone();
        try {
            one.says(QUESTION);
            other.says(QUESTION);
            outbound(() -> last(one), "failed");
            outbound(() -> last(other), "failed");
            assertThat(last(other).at("/delivery/reason").asText()).contains("131026");
            assertThat(last(one).at("/delivery/attempts").asInt()).isEqualTo(1);
            assertThat(last(other).at("/delivery/attempts").asInt()).isEqualTo(1);
        } finally {
            shop.telegram.blockedBy = "";
            shop.whatsapp.blockedBy = "";
        }
        assertThat(connection("tg").path("state").asText()).isEqualTo("active");
        assertThat(connection("wa").path("state").asText()).isEqualTo("active");
    }

    @Test
    void unsupportedKindsAreAnsweredAndShown() {
        WhatsAppChat chat = shop.whatsapp.chat();
        assertThat(answersTo(chat, chat::sendsUnsupported)).hasSize(1);
        assertThat(shop.conversation(chat).at("/messages/0/contents/0").toString())
                .containsIgnoringCase("unsupported");
        WeChatChat other = shop.account.chat();
        other.text("hello");
        assertThat(other.send("MsgType", "a_kind_of_tomorrow", "MsgId", "24000000000099999")
                        .get(0)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everySecondDownloadFailsAndEveryFileArrives() {
        shop.whatsapp.everySecondDownloadFails = true;
        shop.account.everySecondDownloadFails = true;
        try {
            List<ShopperChat> chats = List.of(shop.whatsapp.chat(), shop.account.chat(), shop.whatsapp.chat());
            for (int i = 0; i < chats.size(); i++) {
                chats.get(i)
                        .sendsAlbum(List.of(
                                ChannelShop.photo(10 + i), ChannelShop.photo(20 + i), ChannelShop.photo(30 + i)));
            }
            for (ShopperChat chat : chats) {
                await("all files are kept", () -> {
                    List<String> states = new ArrayList<>();
                    shop.conversation(chat)
                            .path("messages")
                            .forEach(message -> message.path("files")
                                    .forEach(file ->
                                            states.add(file.path("state").asText())));
                    return states.equals(List.of("kept", "kept", "kept"));
                });
                await("an answer", () -> !chat.shown().isEmpty());
            }
            assertThat(shop.whatsapp.downloads.get()).as("no storm").isLessThan(40);
        } finally {
            shop.whatsapp.everySecondDownloadFails = false;
            shop.account.everySecondDownloadFails = false;
        }
    }

    @Test
    void statusesThatOvertakeTheAnswerCountEvenWithoutOurKey() {
        shop.whatsapp.echoes = false;
        try {
            WhatsAppChat chat = shop.whatsapp.chat();
            answersTo(chat, () -> chat.says(QUESTION));
            outbound(() -> last(chat), "delivered");
        } finally {
            shop.whatsapp.echoes = true;
        }
    }

    @Test
    void severalMessagesInOneWebhookAreOneTurn() {
        WhatsAppChat chat = shop.whatsapp.chat();
        assertThat(answersTo(chat, () -> chat.saysTogether(List.of("hi", "one question", QUESTION))))
                .hasSize(1);
        assertThat(shop.conversation(chat).path("messages")).hasSize(4);
    }

    @Test
    void aDeletedMessageIsNotAnsweredAndNotShown() {
        WeComChat chat = shop.weCom.chat();
        List<Shown> silence = ChannelShop.silenceAfter(chat, () -> chat.saysAndDeletes("a secret of mine"));
        assertThat(silence).isEmpty();
        assertThat(shop.conversation(chat).toString()).doesNotContain("a secret of mine");
    }

    @Test
    void anAccountWithoutTheApiAnswersInTheAnswer() {
        // The first message shows that the account may not use the API; its answer waits for the next one.
        WeChatChat first = shop.unverified.chat();
        first.says(SHORT);
        await("the refusal", () -> shop.unverified.refusals.contains(48001));
        assertThat(answersTo(first, () -> first.says("thanks"))).isNotEmpty();
        int refusals = shop.unverified.refusals.size();
        WeChatChat chat = shop.unverified.chat();
        assertThat(answersTo(chat, () -> chat.says(SHORT))).hasSize(1);
        outbound(() -> last(chat), "sent");
        assertThat(shop.unverified.refusals).as("the API is not tried again").hasSize(refusals);
        assertThat(connection("oap").path("state").asText()).isEqualTo("active");
        shop.unverified.deliveriesAtOnce = 3;
        try {
            WeChatChat thrice = shop.unverified.chat();
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> thrice.says(SHORT)),
                            CompletableFuture.runAsync(() -> Platform.pause(6000)))
                    .join();
            assertThat(thrice.shown()).as("three deliveries, one answer").hasSize(1);
        } finally {
            shop.unverified.deliveriesAtOnce = 1;
        }
        assertThat(shop.unverified.brokenNotices).isEmpty();
        assertThat(shop.unverified.refused).isEmpty();
    }
}
