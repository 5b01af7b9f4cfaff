package io.polyclerk.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A photo and a voice note of something damaged, from the files to the ticket. */
class PhotoTest {

    private static final Rectangle SCRATCH = new Rectangle(260, 330, 260, 140);

    private final RunningShop shop = RunningShop.get();

    @Test
    void photoVoiceAndWordsBecomeOneTicketWithLineFaultPlaceAndWish() throws Exception {
        WebChat chat = new WebChat(shop.server, "web");
        String photo = chat.upload(scratched("HOM-401"));
        String voice = chat.upload(Files.readAllBytes(
                RunningShop.PROJECT.resolve("plugin-core/ai/src/test/resources/speech/where-is-my-order.ogg")));

        assertThat(chat.postFiles(List.of(
                        Map.of("upload", photo, "kind", "image", "caption", "It came like this, I want an exchange"),
                        Map.of("upload", voice, "kind", "voice"))))
                .isEqualTo(202);
        // The first photo also waits for the pictures of fifty products to be learnt.
        assertThat(chat.await(0, "postcode")).contains("Mug", "scratch");
        assertThat(chat.say("mei.lin@mail.example", "order 1001")).contains("Mug", "exchange");

        JsonNode tickets = shop.server.get(
                "/api/v1/tickets?conversation=" + chat.conversation().path("id").asText());
        assertThat(tickets.path("tickets")).hasSize(1);
        JsonNode ticket =
                shop.server.get("/api/v1/tickets/" + tickets.at("/tickets/0/id").asText());
        assertThat(ticket.path("proven").asBoolean()).isTrue();
        assertThat(ticket.path("orderLine").asText()).isEqualTo("1001-2");
        assertThat(ticket.path("fault").asText()).isEqualTo("scratch");
        assertThat(ticket.path("wish").asText()).isEqualTo("exchange");
        assertThat(evidence(ticket, "voice").path("transcript").asText()).contains("order one zero zero one");
        assertThat(evidence(ticket, "photo").path("annotated").asText()).startsWith("/api/v1/tickets/");
        JsonNode box = evidence(ticket, "photo").at("/seen/boxes/0");
        Rectangle found = new Rectangle(
                box.path("x").asInt(),
                box.path("y").asInt(),
                box.path("width").asInt(),
                box.path("height").asInt());
        assertThat(overlap(found)).as(found.toString()).isGreaterThan(0.5);
    }

    private static JsonNode evidence(JsonNode ticket, String kind) {
        for (JsonNode one : ticket.path("evidence")) {
            if (one.path("kind").asText().equals(kind)) {
                return one;
            }
        }
        throw new AssertionError("no " + kind + " in " + ticket);
    }

    private static byte[] scratched(String sku) throws IOException {
        BufferedImage picture = ImageIO.read(RunningShop.PROJECT
                .resolve("adapters/samplestore/src/main/resources/pictures/" + sku + ".png")
                .toFile());
        BufferedImage photo = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = photo.createGraphics();
        pen.drawImage(picture, 0, 0, null);
        pen.setColor(new Color(30, 30, 30));
        pen.setStroke(new BasicStroke(4));
        pen.drawLine(SCRATCH.x, SCRATCH.y, SCRATCH.x + SCRATCH.width, SCRATCH.y + SCRATCH.height);
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(photo, "jpg", file);
        return file.toByteArray();
    }

    private static double overlap(Rectangle found) {
        Rectangle both = found.intersection(SCRATCH);
        double common = Math.max(0, both.width) * (double) Math.max(0, both.height);
        return common / (found.width * (double) found.height + SCRATCH.width * (double) SCRATCH.height - common);
    }
}
