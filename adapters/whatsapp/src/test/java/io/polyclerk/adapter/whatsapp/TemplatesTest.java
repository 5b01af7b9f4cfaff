package io.polyclerk.adapter.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.MessageTemplates;
import io.polyclerk.spi.PlatformSetUp.Item;
import io.polyclerk.spi.PlatformSetUp.State;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.ConversationKey;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private static final URI WEBHOOK = URI.create("https://bot.shop.example/hooks/wa1");
    private static final ConversationKey CHAT = new ConversationKey(new ConnectionId("wa1"), CloudApi.SHOPPER);

    private CloudApi platform;
    private WhatsAppAdapter adapter;

    @BeforeEach
    void open() throws IOException {
        platform = new CloudApi();
        adapter = Opened.adapter(Opened.settings(platform.origin() + "/v26.0"));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void templatesAreHandedInOnceAndShownUntilMetaHasApprovedThem() {
        assertThat(states()).containsOnly(State.MISSING).hasSize(24);
        adapter.apply(WEBHOOK);
        assertThat(states()).containsOnly(State.IN_REVIEW);
        int calls = platform.calls.size();
        adapter.apply(WEBHOOK);
        assertThat(platform.calls.subList(calls, platform.calls.size()))
                .as("nothing is handed in twice")
                .allMatch(call -> call.method().equals("GET"));
        platform.templates.replaceAll((key, status) -> "APPROVED");
        assertThat(states()).containsOnly(State.IN_PLACE);
        platform.templates.replaceAll((key, status) -> "REJECTED");
        assertThat(adapter.compare(WEBHOOK))
                .filteredOn(item -> item.kind().equals("template"))
                .allMatch(item -> item.state() == State.DIFFERENT && item.next().contains("REJECTED"));
    }

    @Test
    void whatOnlyAPersonCanDoIsSaidInWords() {
        assertThat(adapter.compare(WEBHOOK))
                .filteredOn(item -> item.kind().equals("webhook"))
                .singleElement()
                .satisfies(item -> assertThat(item.next()).contains(WEBHOOK.toString(), "verify token"));
        Map<String, String> settings = Opened.settings(platform.origin() + "/v26.0");
        settings.remove("businessAccountId");
        WhatsAppAdapter without = Opened.adapter(settings);
        assertThat(without.apply(WEBHOOK)).extracting(Item::state).containsOnly(State.BY_HAND);
    }

    @Test
    void anApprovedTemplateGoesOutWhenTheWindowIsClosed() {
        MessageTemplates.Template waiting = adapter.templates().stream()
                .filter(template -> template.purpose().equals(MessageTemplates.ANSWER_WAITING))
                .filter(template -> template.language().equals("ar"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> adapter.sendTemplate(CHAT, "k1", waiting.name(), "ar", List.of()))
                .isInstanceOf(AdapterException.Refused.class);
        adapter.apply(WEBHOOK);
        platform.templates.replaceAll((key, status) -> "APPROVED");
        String id = adapter.sendTemplate(CHAT, "k1", waiting.name(), "ar", List.of())
                .messageId();
        assertThat(platform.accepted.get(id).path("biz_opaque_callback_data").asText())
                .isEqualTo("k1");
    }

    private List<State> states() {
        return adapter.compare(WEBHOOK).stream()
                .filter(item -> item.kind().equals("template"))
                .map(Item::state)
                .toList();
    }
}
