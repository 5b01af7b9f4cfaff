package io.polyclerk.server.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.Leases;
import io.polyclerk.server.persistence.conversations.TicketState;
import io.polyclerk.server.persistence.desk.TicketDesk;
import io.polyclerk.server.persistence.desk.TicketFacts;
import io.polyclerk.server.persistence.notices.EventOutlet;
import io.polyclerk.server.secrets.SecretBox;
import io.polyclerk.server.setting.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other systems hear what happens: over real HTTP, out of a real database. */
class EventCourierTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = NOW;
    private final List<Heard> heard = new ArrayList<>();
    private int status = 202;
    private HttpServer crm;
    private Database database;
    private EventOutlet outlet;
    private DataFolder data;

    private record Heard(String body, String type, String id, String timestamp, String signature) {}

    @BeforeEach
    void begin() throws IOException {
        crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crm.createContext("/events", this::hear);
        crm.start();
        database = Database.embedded(folder.resolve("one"), false);
        data = DataFolder.open(folder.resolve("data"));
        outlet = new EventOutlet(database, SecretBox.in(data));
    }

    @AfterEach
    void end() {
        crm.stop(0);
        database.close();
        data.close();
    }

    @Test
    void aTicketThatIsClosedIsHeardAsASignedCloudEvent() throws Exception {
        String secret = subscribe("fern", List.of("io.polyclerk.ticket"));
        long ticket = TicketFacts.open(database, "fern", NOW);
        close(ticket);
        deliver();
        assertThat(heard).singleElement().satisfies(one -> {
            assertThat(one.type()).startsWith("application/cloudevents+json");
            CloudEvent event = new JsonFormat().deserialize(one.body().getBytes(StandardCharsets.UTF_8));
            assertThat(event.getType()).isEqualTo("io.polyclerk.ticket.closed");
            assertThat(event.getSubject()).isEqualTo(Long.toString(ticket));
            assertThat(event.getId()).isEqualTo(one.id());
            assertThat(one.signature())
                    .isEqualTo("v1," + hmac(secret, one.id() + "." + one.timestamp() + "." + one.body()));
        });
        deliver();
        assertThat(heard).hasSize(1);
    }

    @Test
    void whatIsNotTakenComesAgainLaterWithTheSameId() {
        subscribe("fern", List.of());
        close(TicketFacts.open(database, "fern", NOW));
        status = 503;
        deliver();
        deliver();
        assertThat(heard).hasSize(1);
        status = 200;
        now = now.plus(Duration.ofMinutes(1));
        deliver();
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1).id()).isEqualTo(heard.get(0).id());
    }

    @Test
    void whatNobodyTakesForTwoDaysIsGivenUpAndCounted() {
        String id = outlet.subscriptions(null).isEmpty() ? id(subscribe("fern", List.of())) : "";
        close(TicketFacts.open(database, "fern", NOW));
        status = 500;
        for (int i = 0; i < 40; i++) {
            deliver();
            now = now.plus(Duration.ofHours(4));
        }
        assertThat(outlet.standing(id).given()).isEqualTo(1);
        assertThat(outlet.standing(id).waiting()).isZero();
        assertThat(outlet.standing(id).reason()).contains("500");
    }

    @Test
    void nobodyHearsOfAnothersMerchantNorOfWhatTheyDidNotAskFor() {
        subscribe("other", List.of());
        subscribe("fern", List.of("io.polyclerk.billing"));
        close(TicketFacts.open(database, "fern", NOW));
        deliver();
        assertThat(heard).isEmpty();
    }

    @Test
    void anAddressInsideTheNetworkIsNotSubscribed() {
        Subscribing strict = new Subscribing(outlet, address -> false, clock());
        assertThat(strict.begin("fern", address(), List.of())).isEmpty();
        assertThat(outlet.subscriptions(null)).isEmpty();
    }

    private String id(String secret) {
        return outlet.subscriptions(null).get(0).id();
    }

    private void close(long ticket) {
        new TicketDesk(database)
                .change(new TicketDesk.Change(ticket, "ann", TicketState.CLOSED, null, null, null, NOW));
    }

    private String subscribe(String merchant, List<String> types) {
        return new Subscribing(outlet, address -> true, clock())
                .begin(merchant, address(), types)
                .orElseThrow()
                .secret();
    }

    private void deliver() {
        try (EventCourier courier = new EventCourier(outlet, new Leases(database, clock()), address -> true, clock())) {
            courier.deliver();
        }
    }

    private URI address() {
        return URI.create("http://localhost:" + crm.getAddress().getPort() + "/events");
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private void hear(HttpExchange exchange) throws IOException {
        heard.add(new Heard(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature")));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(bytes);
    }
}
