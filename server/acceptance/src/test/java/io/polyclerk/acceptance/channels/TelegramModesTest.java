package io.polyclerk.acceptance.channels;

import static io.polyclerk.acceptance.channels.ChannelShop.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From long polling to a webhook and back while shoppers write, and how fast the bot speaks. */
class TelegramModesTest {

    private static final String QUESTION = "How long can I return things?";

    private final ChannelShop shop = ChannelShop.get();

    private void connect(String method, boolean webhook) {
        String settings = "{\"botToken\":\"" + TelegramPlatform.TOKEN + "\",\"apiBase\":\"" + shop.telegram.address()
                + "\"" + (webhook ? ",\"webhookSecret\":\"" + TelegramPlatform.SECRET + "\"" : "") + "}";
        String path = method.equals("POST") ? "/api/v1/connections" : "/api/v1/connections/tg";
        shop.called(
                method,
                path,
                "{\"id\":\"tg\",\"adapter\":\"telegram\",\"merchant\":\"demo\",\"settings\":" + settings + "}");
    }

    @Test
    void noMessageIsLostOrAnsweredTwiceWhenTheWayChanges() {
        List<ShopperChat> chats = new ArrayList<>();
        try {
            say(chats, 3);
            // The webhook still stands at the platform when the connection wants to poll.
            connect("PUT", false);
            await("the platform pushes no more", () -> shop.telegram.webhook.isEmpty());
            say(chats, 3);
            // Some are fetched while the way changes again; what waits then is pushed.
            say(chats, 2);
            connect("PUT", true);
            shop.telegram.webhook = "https://shop.example/hooks/tg";
            shop.telegram.pushWhatWaits();
            say(chats, 3);
            connect("PUT", false);
            await("the platform pushes no more", () -> shop.telegram.webhook.isEmpty());
            say(chats, 3);
        } finally {
            connect("PUT", true);
            shop.telegram.webhook = "https://shop.example/hooks/tg";
            shop.telegram.pushWhatWaits();
        }
        for (ShopperChat chat : chats) {
            await("an answer in " + chat.chatId(), () -> !chat.shown().isEmpty());
        }
        Platform.pause(1500);
        assertThat(chats).allSatisfy(chat -> assertThat(chat.shown()).hasSize(1));
    }

    private void say(List<ShopperChat> chats, int many) {
        for (int i = 0; i < many; i++) {
            ShopperChat chat = shop.telegram.chat("tg", "en");
            chats.add(chat);
            chat.says(QUESTION);
        }
    }

    @Test
    void anEditAfterTheAnswerIsAnsweredAndAnEditAgainIsToo() {
        TelegramChat chat = shop.telegram.chat("tg", "en");
        ChannelShop.answersTo(chat, () -> chat.says("do you ship to Norway?"));
        String returns = ChannelShop.answersTo(chat, () -> chat.editsLast(QUESTION))
                .get(0)
                .words();
        TelegramChat other = shop.telegram.chat("tg", "en");
        ChannelShop.answersTo(other, () -> other.says("hi"));
        assertThat(ChannelShop.answersTo(other, () -> other.says(QUESTION))
                        .get(0)
                        .words())
                .isEqualTo(returns);
    }

    @Test
    void whenManyWriteAtOnceTheBotKeepsBelowThirtyASecondFromTheStart() {
        shop.telegram.perSecond = 30;
        shop.telegram.limited.clear();
        try {
            List<ShopperChat> chats = new ArrayList<>();
            say(chats, 120);
            chats.forEach(chat -> await("an answer", () -> !chat.shown().isEmpty()));
            assertThat(chats).allSatisfy(chat -> assertThat(chat.shown()).hasSize(1));
            assertThat(shop.telegram.limited).as("refusals").hasSizeLessThanOrEqualTo(2);
        } finally {
            shop.telegram.perSecond = 0;
        }
    }
}
