package io.polyclerk.spi;

import io.polyclerk.spi.store.Money;
import java.net.URI;
import java.util.Optional;

/**
 * Optional extra of an {@link Adapter}: the platform from which the merchant installed us collects what the merchant owes. Every method may
 * block on the platform and throws {@link AdapterException}.
 */
@Incubating
public interface UsageBilling {

    /**
     * Asks the merchant to agree. Nothing holds before they have, on a page of the platform; what they agreed to before holds until then.
     *
     * @throws AdapterException.Unsupported when this connection cannot bill, as one that was not installed from the platform
     */
    Proposal propose(Offer offer);

    /** What the merchant has agreed to and not ended; empty when there is nothing. */
    Optional<Agreement> agreement();

    /**
     * Charges the merchant, at most once for one key.
     *
     * @param idempotencyKey the same for every attempt
     * @param description for the merchant's bill; holds no personal data
     * @return the platform's id of the charge
     * @throws AdapterException.Refused when it would go beyond the cap, or the agreement has ended
     */
    String charge(Agreement agreement, Money amount, String description, String idempotencyKey);

    /**
     * What a merchant is asked to agree to.
     *
     * @param name of the plan, as the merchant sees it
     * @param terms what is charged, in words
     * @param cap what may be charged in 30 days at most
     * @param back where the merchant's browser goes afterwards
     * @param test whether no money is moved
     */
    record Offer(String name, String terms, Money cap, URI back, boolean test) {}

    /** @param id of what was proposed; the same as that of the agreement that comes of it @param page where the merchant agrees */
    record Proposal(String id, URI page) {}

    /**
     * What a merchant has agreed to.
     *
     * @param item the platform's id of what is charged on
     * @param used what has been charged of the cap in the platform's current period
     */
    record Agreement(String id, String item, Money cap, Money used) {}
}
