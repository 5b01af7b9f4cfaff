package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TelegramTest {

    private final RunningShop shop = RunningShop.get();
    private final long chat = RunningShop.newChat();

    @Test
    void anOrderIsToldAfterItsProof() throws Exception {
        assertThat(shop.say(chat, "Where is my order #1001?", 1))
                .singleElement()
                .asString()
                .contains("not a person", "1001", "postcode");
        assertThat(shop.say(chat, "mei.lin@mail.example", 2).get(1)).contains("has been shipped", "Swiftlane");
    }

    @Test
    void anUpdateThatComesTwiceIsAnsweredOnce() throws Exception {
        int refusedBefore = shop.telegram.refusedRequests();
        byte[] update = RunningShop.update(chat, "hello");
        assertThat(shop.deliver(update)).isEqualTo(200);
        assertThat(shop.deliver(update)).isEqualTo(200);
        shop.answers(chat, 1);
        Thread.sleep(700);
        assertThat(shop.said(chat)).hasSize(1);
        assertThat(shop.telegram.refusedRequests()).isEqualTo(refusedBefore);
    }

    @Test
    void theConversationShowsWhatWasSaidInOrder() throws Exception {
        shop.say(chat, "do you ship to Norway?", 1);
        JsonNode messages = shop.conversationOf(chat).get("messages");
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).get("direction").asText()).isEqualTo("inbound");
        assertThat(messages.at("/0/intents/0/intent").asText()).isEqualTo("shipping_policy");
        assertThat(messages.at("/0/language").asText()).isEqualTo("en");
        assertThat(messages.at("/1/direction").asText()).isEqualTo("outbound");
        assertThat(messages.at("/1/delivery/state").asText()).isEqualTo("sent");
        assertThat(messages.at("/1/channel").asText()).isEqualTo("telegram");
    }

    @Test
    void aHumanCanAlwaysBeAskedForAndSilencesTheBot() throws Exception {
        assertThat(shop.say(chat, "I want to talk to a real person please", 1).get(0))
                .contains("person");
        shop.deliver(RunningShop.update(chat, "are you there?"));
        Thread.sleep(900);
        assertThat(shop.said(chat)).hasSize(1);
        assertThat(shop.conversationOf(chat).get("holder").asText()).isEqualTo("waiting_for_agent");
        JsonNode tickets = shop.server.get("/api/v1/tickets?conversation="
                + shop.conversationOf(chat).get("id").asText());
        assertThat(tickets.get("tickets")).hasSize(1);
    }
}
