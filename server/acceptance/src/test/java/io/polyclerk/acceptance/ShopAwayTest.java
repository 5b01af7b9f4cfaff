package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyclerk.acceptance.Api.Answer;
import io.polyclerk.adapter.woocommerce.SimulatedShop;
import io.polyclerk.load.RunningServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop goes away in the middle of a conversation and comes back. */
class ShopAwayTest {

    private static final String ADMIN = RunningServer.adminToken();

    private final RunningShop server = RunningShop.get();
    private final Api api = new Api(server.server);
    private final SimulatedShop shop = new SimulatedShop(Duration.ZERO, Integer.MAX_VALUE);
    private final String merchant = "away" + RunningShop.newChat();
    private final WebChat chat = new WebChat(server.server, merchant + "-chat");

    @BeforeEach
    void connect() throws Exception {
        connect("-shop", "woocommerce", shop.settings());
        connect("-chat", "webchat", Map.of());
    }

    private void connect(String id, String adapter, Map<String, String> settings) throws Exception {
        ObjectNode draft = Api.JSON.createObjectNode();
        draft.put("id", merchant + id).put("adapter", adapter).put("merchant", merchant);
        draft.set("settings", Api.JSON.valueToTree(settings));
        Answer made = api.call(ADMIN, "POST", "/api/v1/connections", draft.toString());
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    @AfterEach
    void disconnect() throws Exception {
        api.call(ADMIN, "DELETE", "/api/v1/connections/" + merchant + "-shop", null);
        api.call(ADMIN, "DELETE", "/api/v1/connections/" + merchant + "-chat", null);
        shop.close();
    }

    @Test
    void whoAskedMeanwhileHasATicketAndHearsWhenItIsBack() throws Exception {
        chat.say("Where is my order 235?", "e-mail");
        shop.away(true);
        chat.say("liam.nguyen@mail.example", "I will write here as soon as");
        JsonNode tickets = server.server.get(
                "/api/v1/tickets?conversation=" + chat.conversation().path("id").asText());
        assertThat(tickets.path("tickets")).hasSize(1);
        assertThat(tickets.at("/tickets/0/kind").asText()).isEqualTo("track_order");
        int before = chat.said().size();
        shop.away(false);
        chat.await(before, "as I promised");
        assertThat(chat.said())
                .filteredOn(text -> text.contains("as I promised"))
                .hasSize(1);
        chat.say("Where is my order 235? liam.nguyen@mail.example", "235");
        assertThat(chat.conversation().path("holder").asText()).isEqualTo("bot");
    }

    @Test
    void pricesAreToldFromMemoryWhileTheShopIsAway() throws Exception {
        String first = chat.say("Do you have the " + shop.product() + "?", shop.product());
        long calls = shop.askedForProducts();
        chat.say("Do you have the " + shop.product() + "?", shop.product());
        assertThat(shop.askedForProducts()).as("asked once").isEqualTo(calls);
        shop.away(true);
        assertThat(chat.say("Do you have the " + shop.product() + "?", shop.product()))
                .contains(first.substring(first.indexOf(shop.product())).split("\n")[0]);
    }
}
