package io.polyclerk.tck;

import static io.polyclerk.tck.PlantedFault.inReceiving;

import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.ChannelEvent;
import io.polyclerk.spi.WebhookAnswer;
import io.polyclerk.spi.WebhookOutcome;
import io.polyclerk.spi.WebhookOutcome.Accepted;
import io.polyclerk.spi.WebhookOutcome.Rejected;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.ConversationKey;
import io.polyclerk.spi.message.InboundMessage;
import io.polyclerk.spi.message.Sender;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Faults in what arrives: who is believed, what is read, and what reading does besides. */
final class InboundFaults {

    static final List<PlantedFault> ALL = List.of(
            onRejection("V", "forgery accepted", rejected -> WebhookOutcome.accepted(List.of())),
            onRejection("V", "forgery answered with 200", rejected -> WebhookOutcome.rejected(200, rejected.reason())),
            onRejection("V", "forgery answered with 500", rejected -> WebhookOutcome.rejected(500, rejected.reason())),
            onRejection("V", "rejection without a reason", rejected -> WebhookOutcome.rejected(rejected.status(), "")),
            inReceiving(
                    "V",
                    "no proof taken for a good one",
                    (real, request, platform) ->
                            request.headers().isEmpty() && request.query().isEmpty()
                                    ? WebhookOutcome.accepted(List.of())
                                    : real.receive(request)),
            inReceiving(
                    "V", "genuine request refused", (real, request, platform) -> WebhookOutcome.rejected(401, "no")),
            inReceiving(
                    "V",
                    "method ignored, all believed",
                    (real, request, platform) -> real.receive(request) instanceof Accepted<ChannelEvent> good
                            ? good
                            : WebhookOutcome.accepted(List.of())),
            onMessage(
                    "I",
                    "random message id",
                    message -> with(message, UUID.randomUUID().toString(), message.contents())),
            onMessage("I", "time of arrival taken for time of sending", InboundFaults::sentNow),
            onMessage("I", "message without an id", message -> with(message, "", message.contents())),
            onMessage("I", "another connection's name", InboundFaults::ofAnotherConnection),
            onMessage("I", "sender unknown", InboundFaults::fromNobody),
            onText("text stripped", text -> text.strip().replace("\n\n", "\n")),
            onText("text composed", text -> Normalizer.normalize(text, Normalizer.Form.NFC)),
            onText("line ends folded", text -> text.replace('\n', ' ')),
            onText("emoji dropped", text -> text.replaceAll("\\p{So}", "")),
            onText("joiners dropped", text -> text.replace("\u200D", "")),
            onText("marks of direction dropped", text -> text.replaceAll("[\u200E\u200F\u202A-\u202E]", "")),
            onText("markup escaped", text -> text.replace("<", "&lt;")),
            onText("quotes escaped", text -> text.replace("\"", "\\\"")),
            onText("digits made Latin", text -> text.replace('\u0661', '1')),
            onText("letters made small", text -> text.toLowerCase(java.util.Locale.ROOT)),
            onText("variables filled in", text -> text.replace("{{0}}", "")),
            onAcceptance(
                    "I",
                    "event told twice",
                    events -> events.isEmpty() ? events : List.of(events.get(0), events.get(0))),
            onAcceptance("I", "event lost", events -> List.of()),
            onAcceptance("I", "voice in place of text", InboundFaults::asUnsupported),
            inReceiving("P", "call while receiving", InboundFaults::callingOut),
            onRejection("P", "broken body throws", rejected -> {
                throw new IllegalStateException("cannot read this");
            }),
            inReceiving("P", "odd method throws", (real, request, platform) -> {
                if (!request.method().equals("POST")) {
                    throw new IllegalArgumentException(request.method());
                }
                return real.receive(request);
            }));

    private InboundFaults() {}

    private static PlantedFault onRejection(
            String group,
            String name,
            java.util.function.Function<Rejected<ChannelEvent>, WebhookOutcome<ChannelEvent>> change) {
        return inReceiving(group, name, (real, request, platform) -> switch (real.receive(request)) {
            case Accepted<ChannelEvent> accepted -> accepted;
            case Rejected<ChannelEvent> rejected -> change.apply(rejected);
        });
    }

    private static PlantedFault onAcceptance(String group, String name, UnaryOperator<List<ChannelEvent>> change) {
        return inReceiving(group, name, (real, request, platform) -> switch (real.receive(request)) {
            case Accepted<ChannelEvent> accepted -> accepted(change.apply(accepted.events()), accepted.answer());
            case Rejected<ChannelEvent> rejected -> rejected;
        });
    }

    private static WebhookOutcome<ChannelEvent> accepted(List<ChannelEvent> events, WebhookAnswer answer) {
        return new Accepted<>(events, answer);
    }

    private static PlantedFault onMessage(String group, String name, UnaryOperator<InboundMessage> change) {
        return onAcceptance(
                group,
                name,
                events -> events.stream()
                        .map(event -> event instanceof ChannelEvent.MessageReceived received
                                ? new ChannelEvent.MessageReceived(change.apply(received.message()))
                                : event)
                        .toList());
    }

    private static PlantedFault onText(String name, UnaryOperator<String> change) {
        return onMessage(
                "I",
                name,
                message -> with(
                        message,
                        message.messageId(),
                        message.contents().stream()
                                .map(content -> content instanceof Content.Text text
                                        ? new Content.Text(change.apply(text.text()))
                                        : content)
                                .toList()));
    }

    private static InboundMessage with(InboundMessage message, String id, List<Content> contents) {
        return new InboundMessage(
                message.conversation(), id, message.sender(), message.sentAt(), contents, message.groupId());
    }

    private static InboundMessage sentNow(InboundMessage message) {
        return new InboundMessage(
                message.conversation(), message.messageId(), message.sender(), Instant.now(), message.contents());
    }

    private static InboundMessage ofAnotherConnection(InboundMessage message) {
        return new InboundMessage(
                new ConversationKey(
                        new ConnectionId("other"), message.conversation().chatId()),
                message.messageId(),
                message.sender(),
                message.sentAt(),
                message.contents());
    }

    private static InboundMessage fromNobody(InboundMessage message) {
        return new InboundMessage(
                message.conversation(), message.messageId(), Sender.of(""), message.sentAt(), message.contents());
    }

    private static List<ChannelEvent> asUnsupported(List<ChannelEvent> events) {
        return events.stream()
                .map(event -> event instanceof ChannelEvent.MessageReceived received
                        ? new ChannelEvent.MessageReceived(with(
                                received.message(),
                                received.message().messageId(),
                                List.of(new Content.Unsupported("text"))))
                        : event)
                .toList();
    }

    private static WebhookOutcome<ChannelEvent> callingOut(
            ChannelAdapter real, WebhookRequest request, StubPlatform platform) {
        try {
            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(platform.address()).build(), HttpResponse.BodyHandlers.discarding());
        } catch (java.io.IOException | InterruptedException unreachable) {
            throw new IllegalStateException(unreachable);
        }
        return real.receive(request);
    }
}
