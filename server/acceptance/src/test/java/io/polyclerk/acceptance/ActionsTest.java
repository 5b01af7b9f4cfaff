package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes to orders in the web chat: confirmed by the shopper, carried out once, told once, also when the process dies in between. */
class ActionsTest {

    private final RunningShop shop = RunningShop.get();
    private final WebChat chat = new WebChat(shop.server, "web");

    private void killAfter(long milliseconds) throws Exception {
        Thread.sleep(milliseconds);
        shop.server.kill();
        shop.server.start();
    }

    private List<JsonNode> ofKind(String kind) throws Exception {
        return chat.actions().stream()
                .filter(action -> action.path("kind").asText().equals(kind))
                .toList();
    }

    @ParameterizedTest(name = "{2} ms after the yes")
    @CsvSource({
        "1003,mei.lin@mail.example,0",
        "1051,lucia.fernandez@correo.example,60",
        "1060,oliver@whitcombe.example,500"
    })
    void aCancellationIsDoneAndToldOnceThoughTheProcessIsKilled(String order, String proof, long killedAfter)
            throws Exception {
        chat.say("Please cancel my order " + order, "e-mail");
        chat.say(proof, "Shall I cancel order " + order);
        assertThat(chat.post("yes")).isEqualTo(202);
        killAfter(killedAfter);
        chat.await(0, "Order " + order + " is now cancelled");
        List<JsonNode> cancellations = ofKind("cancel");
        assertThat(cancellations).hasSize(1);
        JsonNode row = cancellations.get(0);
        assertThat(row.path("state").asText()).isEqualTo("done");
        assertThat(row.at("/outcome/status").asText()).isEqualTo("cancelled");
        assertThat(row.path("told").asText()).isEqualTo("done");
        chat.say("Where is my order " + order + "?", "cancelled");
        assertThat(chat.said())
                .filteredOn(text -> text.contains("is now cancelled"))
                .hasSize(1);
        assertThat(ofKind("refund")).as("this shop pays back by itself").isEmpty();
    }

    @Test
    void aReturnIsArrangedStepByStepAndRegisteredOnceThoughTheProcessIsKilled() throws Exception {
        chat.say("I want to return something from order 1002", "e-mail");
        chat.say("mei.lin@mail.example", "like to return");
        for (int step = 0; step < 4 && last().contains("?") && !last().contains("Shall I register"); step++) {
            int before = chat.said().size();
            chat.post("1");
            chat.await(before, "");
        }
        assertThat(last()).contains("Shall I register this return from order 1002");
        assertThat(chat.post("yes")).isEqualTo(202);
        killAfter(20);
        chat.await(0, "The return from order 1002 is now registered");
        assertThat(ofKind("return"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("state").asText()).isEqualTo("done"));
        assertThat(chat.said())
                .filteredOn(text -> text.contains("is now registered"))
                .hasSize(1);
        assertThat(chat.conversation().path("messages").findValues("actions").toString())
                .as("the message that asked shows what became of it")
                .contains("\"kind\":\"return\"", "\"state\":\"done\"");
    }

    private String last() throws Exception {
        List<String> said = chat.said();
        return said.get(said.size() - 1);
    }

    @Test
    void whatTheShopperLeavesIsLeft() throws Exception {
        chat.say("Please cancel my order 1043", "e-mail");
        chat.say("priya.raman@mail.example", "Shall I cancel order 1043");
        chat.say("no", "left everything as it is");
        chat.say("yes", "");
        assertThat(ofKind("cancel"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("state").asText()).isEqualTo("declined"));
        chat.say("Where is my order 1043?", "1043");
        assertThat(last()).doesNotContain("cancelled");
    }
}
