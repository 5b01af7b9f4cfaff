package io.polyclerk.tck;

import static io.polyclerk.tck.PlantedFault.inSending;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.Receipt;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.OutboundMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Faults in what is sent, and in what is made of a platform's no. */
final class OutboundFaults {

    private static final System.Logger LOGGER = System.getLogger(OutboundFaults.class.getName());
    private static final AtomicInteger AT_ONCE = new AtomicInteger();
    private static final AtomicReference<Content> LAST = new AtomicReference<>(new Content.Text("none"));

    static final List<PlantedFault> ALL = List.of(
            inSending("O", "sent twice", (real, message, connection) -> {
                real.send(message);
                return real.send(message);
            }),
            inSending("O", "not sent at all", (real, message, connection) -> new Receipt("1")),
            inSending("O", "receipt without an id", (real, message, connection) -> {
                real.send(message);
                return new Receipt("");
            }),
            inSending("O", "undeclared dropped silently", (real, message, connection) -> {
                try {
                    return real.send(message);
                } catch (AdapterException.Unsupported unsupported) {
                    return new Receipt("1");
                }
            }),
            inSending("O", "undeclared sent as text", (real, message, connection) -> {
                try {
                    return real.send(message);
                } catch (AdapterException.Unsupported unsupported) {
                    return real.send(with(message, new Content.Text("…")));
                }
            }),
            inSending(
                    "O",
                    "long text cut",
                    (real, message, connection) -> real.send(
                            message.content() instanceof Content.Text text
                                            && text.text().length()
                                                    > real.capabilities().maxTextLength()
                                    ? with(
                                            message,
                                            new Content.Text(text.text()
                                                    .substring(
                                                            0,
                                                            real.capabilities().maxTextLength())))
                                    : message)),
            inSending(
                    "O",
                    "options cut",
                    (real, message, connection) -> real.send(
                            message.content() instanceof Content.Choice choice
                                            && choice.options().size()
                                                    > real.capabilities().maxOptions()
                                    ? with(
                                            message,
                                            new Content.Choice(
                                                    choice.prompt(),
                                                    choice.options()
                                                            .subList(
                                                                    0,
                                                                    real.capabilities()
                                                                            .maxOptions())))
                                    : message)),
            inSending("O", "undeclared refused for another reason", (real, message, connection) -> {
                try {
                    return real.send(message);
                } catch (AdapterException.Unsupported unsupported) {
                    throw new AdapterException.Refused("cannot be sent");
                }
            }),
            onFailure("failure swallowed", failure -> {
                return new Receipt("1");
            }),
            onFailure("limit taken for an outage", failure -> {
                throw failure instanceof AdapterException.RateLimited
                        ? new AdapterException.Unavailable("down", true, null)
                        : failure;
            }),
            onFailure("limit without a pause", failure -> {
                throw failure instanceof AdapterException.RateLimited
                        ? new AdapterException.RateLimited("slow down", Duration.ZERO)
                        : failure;
            }),
            onFailure("wrong credentials taken for a refusal", failure -> {
                throw failure instanceof AdapterException.CredentialsRejected
                        ? new AdapterException.Refused("no")
                        : failure;
            }),
            onFailure("refusal taken for an outage", failure -> {
                throw failure instanceof AdapterException.Refused
                        ? new AdapterException.Unavailable("down", false, null)
                        : failure;
            }),
            onFailure("outage taken for a refusal", failure -> {
                throw failure instanceof AdapterException.Unavailable ? new AdapterException.Refused("no") : failure;
            }),
            onFailure("what may have happened called certain", failure -> {
                throw failure instanceof AdapterException.Unavailable
                        ? new AdapterException.Unavailable("down", false, null)
                        : failure;
            }),
            onFailure("what cannot have happened called doubtful", failure -> {
                throw failure instanceof AdapterException.Unavailable
                        ? new AdapterException.Unavailable("down", true, null)
                        : failure;
            }),
            onFailure("failure of a kind of its own", failure -> {
                throw new IllegalStateException("failed");
            }),
            inSending("E", "retries by itself", (real, message, connection) -> {
                try {
                    return real.send(message);
                } catch (AdapterException failure) {
                    return real.send(message);
                }
            }),
            inSending("C", "lost when two send at once", OutboundFaults::losing),
            inSending("C", "messages crossed", (real, message, connection) -> {
                Content mine = LAST.getAndSet(message.content());
                return real.send(message.content() instanceof Content.Text ? with(message, mine) : message);
            }),
            inSending("S", "secret in the exception", (real, message, connection) -> {
                try {
                    return real.send(message);
                } catch (AdapterException failure) {
                    throw new AdapterException.Refused("refused with " + connection.settings());
                }
            }),
            inSending("S", "words in the log", (real, message, connection) -> {
                LOGGER.log(System.Logger.Level.INFO, "sending {0}", message.content());
                return real.send(message);
            }));

    private OutboundFaults() {}

    private static PlantedFault onFailure(String name, Function<AdapterException, Receipt> change) {
        return inSending("E", name, (real, message, connection) -> {
            try {
                return real.send(message);
            } catch (AdapterException.Unsupported declared) {
                throw declared;
            } catch (AdapterException failure) {
                return change.apply(failure);
            }
        });
    }

    private static OutboundMessage with(OutboundMessage message, Content content) {
        return new OutboundMessage(message.conversation(), message.idempotencyKey(), content);
    }

    private static Receipt losing(ChannelAdapter real, OutboundMessage message, Connection connection) {
        try {
            return AT_ONCE.incrementAndGet() > 1 ? new Receipt("1") : real.send(message);
        } finally {
            AT_ONCE.decrementAndGet();
        }
    }
}
