package io.polyclerk.tck;

import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.StoreAdapter;
import io.polyclerk.spi.WebhookRequest;
import io.polyclerk.spi.store.CustomerMatch;
import io.polyclerk.spi.store.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What only the author of a store adapter can tell the kit. */
public interface StoreSubject extends Subject {

    /** A connection to a simulated shop that holds what the next methods tell, open for the time of one test. */
    Connection shop();

    /** An order that the shop holds. */
    KnownOrder knownOrder();

    /** @param owner whose it is, with at most ten orders @param lines how many positions it has */
    record KnownOrder(String number, Money total, Instant placedAt, CustomerMatch owner, int lines) {}

    /** A customer without any order, who resembles the owner of the known one as far as the platform's search goes. */
    CustomerMatch stranger();

    /** Words that find at least one product. */
    String productWords();

    /** The platform's ways to say no to a question about an order, and the kind each must become; empty when nobody is asked. */
    Map<PlatformAnswer.Answer, Class<? extends AdapterException>> errors();

    /** A webhook about an order as the platform would send it; empty when the platform sends none. */
    default Optional<WebhookRequest> genuineWebhook() {
        return Optional.empty();
    }

    /** The same from somebody who does not know the secret. */
    default Optional<WebhookRequest> forgedWebhook() {
        return Optional.empty();
    }

    /** Numbers that are nearly the known one, or that try to bend the platform's search. */
    default List<String> nearNumbers() {
        String number = knownOrder().number();
        return List.of(
                "",
                "#",
                " ",
                "*",
                number + "0",
                "0" + number,
                number.substring(0, number.length() - 1),
                number + "*",
                number + "%",
                number + "' OR '1'='1",
                number + "\" OR name:*",
                number + "&status=any",
                "../" + number,
                number + "\n" + number,
                "\u0000",
                "9".repeat(400));
    }

    default StoreAdapter store() {
        return (StoreAdapter) bench().adapter();
    }
}
