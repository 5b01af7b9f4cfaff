package io.polyclerk.acceptance.channels;

import static io.polyclerk.acceptance.channels.ChannelShop.answersTo;
import static io.polyclerk.acceptance.channels.ChannelShop.await;
import static io.polyclerk.acceptance.channels.ChannelShop.silenceAfter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyclerk.acceptance.channels.Platform.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One talk from the first word to the return from a human, the same on every channel and in three languages. */
class ConversationScriptTest {

    private final ChannelShop shop = ChannelShop.get();

    /** What one shopper says. @param script letters in which the bot has to answer */
    record Words(
            String language,
            Pattern script,
            String where,
            String order,
            String proof,
            String broken,
            String spoken,
            String slip,
            String returns,
            List<String> burst,
            String human) {}

    private static final Words ENGLISH = new Words(
            "en",
            Pattern.compile("[A-Za-z]{3}"),
            "Where is my order 1001?",
            "1001",
            "mei.lin@mail.example",
            "It arrived broken, the glass is cracked",
            "Where is my order 1001?",
            "qwertz",
            "How long can I return things?",
            List.of("hi", "one more question", "do you ship to Norway?"),
            "Ann from the shop here, I will look into it");

    private static final Words CHINESE = new Words(
            "zh",
            Pattern.compile("\\p{IsHan}{3}"),
            "我的订单1045到哪里了？",
            "1045",
            "wang.xiaoming@youxiang.example",
            "收到的时候已经碎了，玻璃裂了",
            "我的订单1045到哪里了？",
            "啊啊啊",
            "多久之内可以退货？",
            List.of("你好", "再问一下", "你们可以寄到香港吗？"),
            "我是店里的小安，我来处理");

    private static final Words ARABIC = new Words(
            "ar",
            Pattern.compile("\\p{IsArabic}{3}"),
            "أين طلبي رقم 1037؟",
            "1037",
            "khalid.shammari@barid.example",
            "وصل المنتج مكسورًا والزجاج مشروخ",
            "أين طلبي رقم 1037؟",
            "ييييي",
            "كم المدة المتاحة لإرجاع المنتجات؟",
            List.of("مرحبا", "سؤال آخر", "هل تشحنون إلى الكويت؟"),
            "معك آن من المتجر، سأتابع الأمر");

    private static final List<String> CHANNELS = List.of("tg", "tg business", "wa", "oa", "mini", "kf", "web");

    static Stream<Words> words() {
        return Stream.of(CHINESE, ARABIC, ENGLISH);
    }

    private ShopperChat chat(String channel, Words words) {
        return switch (channel) {
            case "tg" -> shop.telegram.chat(channel, words.language());
            case "tg business" -> shop.telegram.businessChat("tg", words.language());
            case "wa" -> shop.whatsapp.chat();
            case "oa" -> shop.account.chat();
            case "mini" -> shop.miniProgram.chat();
            case "kf" -> shop.weCom.chat();
            default -> new WebChat(shop.server, channel, words.language());
        };
    }

    /** The channels and languages at the same time, as shoppers come. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("words")
    void theWholeTalk(Words words) {
        List<CompletableFuture<Void>> talks;
        try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            talks = CHANNELS.stream()
                    .map(channel -> CompletableFuture.runAsync(() -> talk(channel, words), shoppers))
                    .toList();
        }
        assertThat(talks).allSatisfy(talk -> assertThat(talk).isCompleted());
        for (Platform platform : List.of(shop.telegram, shop.whatsapp, shop.account, shop.miniProgram, shop.weCom)) {
            assertThat(platform.refused).isEmpty();
        }
        assertThat(shop.telegram.spinning).isEmpty();
        assertThat(shop.account.brokenNotices).isEmpty();
    }

    private void talk(String channel, Words words) {
        ShopperChat chat = chat(channel, words);
        try {
            textIsAnswered(chat, words);
            photosBecomeOneTicket(chat, words);
            voiceIsHeardOrKept(chat, words);
            buttonsAreUnderstood(chat, words);
            editsAndDeletionsCount(chat, words);
            aBurstIsOneTurn(chat, words);
            theBotIsQuietWhileAHumanAnswersAndComesBack(chat, words);
            nothingIsLostOrInDoubt(chat);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    channel + " " + words.language() + ", shown so far: " + chat.shown() + "; " + failure.getMessage(),
                    failure);
        }
    }

    /** One message for one turn; only where a message holds fewer bytes than a page of the shop's rules, two. */
    private static Shown one(ShopperChat chat, List<Shown> shown, Words words) {
        boolean small = List.of("oa", "mini", "kf").contains(chat.connection())
                && !words.language().equals("en");
        assertThat(shown).hasSizeBetween(1, small ? 2 : 1);
        assertThat(shown.get(0).words()).as("the shopper's language").containsPattern(words.script());
        return shown.get(0);
    }

    private void textIsAnswered(ShopperChat chat, Words words) {
        assertThat(one(chat, answersTo(chat, () -> chat.says(words.where())), words)
                        .words())
                .contains(words.order());
        assertThat(one(chat, answersTo(chat, () -> chat.says(words.proof())), words)
                        .words())
                .contains(words.order());
    }

    private void photosBecomeOneTicket(ShopperChat chat, Words words) {
        Shown asked = one(chat, answersTo(chat, () -> chat.sendsPhoto(ChannelShop.photo(1), words.broken())), words);
        assertThat(asked.words()).as("the order is proven already").contains(words.order());
        if (!chat.connection().equals("mini")) {
            assertThat(asked.options()).as("what the shopper would like").hasSizeGreaterThanOrEqualTo(2);
        }
        one(chat, answersTo(chat, () -> chat.sendsAlbum(List.of(ChannelShop.photo(2), ChannelShop.photo(3)))), words);
        await("the photos are kept", () -> states(chat).equals(List.of("kept", "kept", "kept")));
        JsonNode tickets = tickets(chat);
        assertThat(tickets).as(tickets.toString()).isNotEmpty();
        assertThat(tickets.get(0).path("orderNumber").asText()).isEqualTo(words.order());
    }

    private List<String> states(ShopperChat chat) {
        List<String> states = new ArrayList<>();
        shop.conversation(chat)
                .path("messages")
                .forEach(message -> message.path("files")
                        .forEach(file -> states.add(file.path("state").asText())));
        return states;
    }

    private JsonNode tickets(ShopperChat chat) {
        return shop.get("/api/v1/tickets?conversation="
                        + shop.conversation(chat).path("id").asText())
                .path("tickets");
    }

    private static byte[] note() {
        try {
            return Files.readAllBytes(
                    ChannelShop.PROJECT.resolve("plugin-core/ai/src/test/resources/speech/something-else.ogg"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void voiceIsHeardOrKept(ShopperChat chat, Words words) {
        byte[] note = note();
        one(chat, answersTo(chat, () -> chat.sendsVoice(note, words.spoken())), words);
        await("the note is kept", () -> states(chat).equals(List.of("kept", "kept", "kept", "kept")));
    }

    /** A greeting is answered with a choice; a mini program has no buttons, and there its number is typed. */
    private void buttonsAreUnderstood(ShopperChat chat, Words words) {
        Shown offered = one(chat, answersTo(chat, () -> chat.says(words.burst().get(0))), words);
        if (!chat.connection().equals("mini")) {
            assertThat(offered.options()).hasSizeGreaterThanOrEqualTo(2);
        }
        one(chat, answersTo(chat, () -> chat.picks(0)), words);
    }

    private void editsAndDeletionsCount(ShopperChat chat, Words words) {
        boolean[] known = new boolean[2];
        int before = chat.shown().size();
        known[0] = chat.saysAndEdits(words.slip(), words.returns());
        if (!known[0]) {
            chat.says(words.returns());
        }
        await("the answer to what was meant", () -> chat.shown().size() > before);
        String meant = one(chat, answersTo(chat, () -> chat.says(words.returns())), words)
                .words();
        // Said a second time, a human is offered below it.
        assertThat(meant)
                .as("only what was meant counts")
                .startsWith(chat.shown().get(before).words());
        List<Shown> silence = silenceAfter(chat, () -> known[1] = chat.saysAndDeletes(words.slip()));
        assertThat(silence).isEmpty();
    }

    private void aBurstIsOneTurn(ShopperChat chat, Words words) {
        one(chat, answersTo(chat, () -> words.burst().forEach(chat::says)), words);
    }

    private void theBotIsQuietWhileAHumanAnswersAndComesBack(ShopperChat chat, Words words) {
        String id = shop.conversation(chat).path("id").asText();
        int before = chat.shown().size();
        if (!chat.staffAnswersElsewhere(words.human())) {
            shop.post("/api/v1/conversations/" + id + "/takeover", "{}");
            shop.post(
                    "/api/v1/conversations/" + id + "/messages",
                    Platform.object().put("text", words.human()).toString());
            await("the human's words", () -> chat.shown().size() == before + 1);
            assertThat(chat.shown().get(before).words()).isEqualTo(words.human());
        }
        await(
                "a human holds it",
                () -> shop.conversation(chat).path("holder").asText().equals("agent"));
        assertThat(silenceAfter(chat, () -> chat.says(words.where())))
                .as("the bot is quiet")
                .isEmpty();
        int quiet = chat.shown().size();
        if (!chat.staffLeavesElsewhere()) {
            shop.post("/api/v1/conversations/" + id + "/return", "{}");
        }
        await(
                "the bot is back",
                () -> shop.conversation(chat).path("holder").asText().equals("bot"));
        Platform.pause(1500);
        assertThat(chat.shown().size() - quiet)
                .as("what was said to the human is no new turn")
                .isLessThanOrEqualTo(1);
        one(chat, answersTo(chat, () -> chat.says(words.returns())), words);
    }

    private void nothingIsLostOrInDoubt(ShopperChat chat) {
        JsonNode conversation = shop.conversation(chat);
        for (JsonNode message : conversation.path("messages")) {
            if (message.path("direction").asText().equals("outbound")) {
                assertThat(message.at("/delivery/state").asText())
                        .as(message.toString())
                        .isIn("sent", "delivered", "read");
                assertThat(message.at("/delivery/uncertain").asBoolean())
                        .as(message.toString())
                        .isFalse();
            }
        }
    }
}
