package io.polyclerk.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.HandClock;
import io.polyclerk.server.billing.PlatformBilling.Platform;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.billing.BillingAccounts;
import io.polyclerk.server.persistence.billing.BillingAgreements;
import io.polyclerk.server.persistence.billing.Invoices;
import io.polyclerk.server.persistence.billing.UsageLog;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.UsageBilling;
import io.polyclerk.spi.message.ConnectionId;
import io.polyclerk.spi.store.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills that are paid through the platform from which a shop was installed. */
class PlatformBillingTest {

    private static final URI BACK = URI.create("https://bot.shop.example/console/");

    private final HandClock clock = new HandClock(Instant.parse("2026-11-10T10:00:00Z"));
    private final FakePlatform marketplace = new FakePlatform();

    @TempDir
    private Path folder;

    private Database database;
    private Invoices invoices;
    private BillingDesk desk;
    private PlatformBilling billing;

    @BeforeEach
    void open() {
        database = Database.embedded(folder.resolve("one"), false);
        invoices = new Invoices(database);
        UsageLog usage = new UsageLog(database);
        desk = new BillingDesk(
                PriceList.of(null), new BillingAccounts(database), invoices, usage, new UsageMeter(usage), clock);
        billing = new PlatformBilling(
                desk,
                invoices,
                new BillingAgreements(database),
                merchant -> Optional.of(new Platform(new ConnectionId("fern-store"), marketplace)),
                true,
                clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPlanHoldsOnceTheMerchantHasAgreedAtThePlatform() throws Exception {
        assertThat(billing.propose("fern", "steps", new BigDecimal("30.00"), BACK))
                .isEqualTo(marketplace.page());
        assertThat(billing.look("fern", "ann")).isFalse();
        assertThat(desk.standing("fern").current().plan().id()).isEqualTo("own");
        marketplace.agrees = true;
        assertThat(billing.look("fern", "ann")).isTrue();
        assertThat(desk.standing("fern").current().plan().id()).isEqualTo("steps");
        assertThat(desk.standing("fern").current().cap()).isEqualByComparingTo("30.00");
        assertThat(marketplace.offered).isEqualTo(Money.of("49.00", "USD"));
    }

    @Test
    void anInvoiceIsChargedOnceHoweverOftenItIsTried() throws Exception {
        agree();
        marketplace.isSilentAfterCharging = true;
        billing.settle();
        assertThat(settlement()).isEqualTo("PENDING");
        marketplace.isSilentAfterCharging = false;
        billing.settle();
        billing.settle();
        assertThat(settlement()).isEqualTo("DONE");
        assertThat(marketplace.charged).containsOnlyKeys("fern-2026-11");
        assertThat(marketplace.calls).isEqualTo(2);
    }

    @Test
    void whatThePlatformRefusesWaitsForANewAgreement() throws Exception {
        agree();
        marketplace.refuses = true;
        billing.settle();
        billing.settle();
        assertThat(settlement()).isEqualTo("REFUSED");
        assertThat(marketplace.calls).isEqualTo(1);
        marketplace.refuses = false;
        billing.propose("fern", "steps", new BigDecimal("90.00"), BACK);
        billing.look("fern", "ann");
        billing.settle();
        assertThat(settlement()).isEqualTo("DONE");
    }

    @Test
    void twoMonthsThatFallIntoOnePeriodOfThePlatformAreChargedOneAfterTheOther() throws Exception {
        agree();
        marketplace.used = "18.00";
        billing.settle();
        assertThat(settlement()).isEqualTo("PENDING");
        assertThat(marketplace.calls).isZero();
        marketplace.used = "0.00";
        billing.settle();
        assertThat(marketplace.calls).as("asked again only after an hour").isZero();
        clock.pass(Duration.ofHours(1));
        billing.settle();
        assertThat(settlement()).isEqualTo("DONE");
        assertThat(marketplace.calls).isEqualTo(1);
    }

    private void agree() throws Exception {
        billing.propose("fern", "steps", new BigDecimal("0.00"), BACK);
        marketplace.agrees = true;
        billing.look("fern", "ann");
        clock.put(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(desk.closeEnded())
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.total()).isPositive());
    }

    private @Nullable String settlement() {
        return invoices.invoices("fern").get(0).settlement();
    }

    /** Agrees when it is told to, and charges once for one key. */
    private static final class FakePlatform implements UsageBilling {
        private final Map<String, Money> charged = new HashMap<>();
        private boolean agrees;
        private boolean refuses;
        private boolean isSilentAfterCharging;
        private int calls;
        private String used = "0.00";
        private int proposals;
        private @Nullable Money offered;

        URI page() {
            return URI.create("https://platform.example/agree/" + proposals);
        }

        @Override
        public Proposal propose(Offer offer) {
            proposals++;
            offered = offer.cap();
            return new Proposal("agreement-" + proposals, page());
        }

        @Override
        public Optional<Agreement> agreement() {
            return agrees && offered != null
                    ? Optional.of(new Agreement("agreement-" + proposals, "item", offered, used()))
                    : Optional.empty();
        }

        private Money used() {
            return charged.values().stream()
                    .reduce(
                            Money.of(used, "USD"),
                            (one, other) -> new Money(one.amount().add(other.amount()), one.currency()));
        }

        @Override
        public String charge(Agreement agreement, Money amount, String description, String idempotencyKey) {
            calls++;
            if (refuses) {
                throw new AdapterException.Refused("beyond the cap");
            }
            charged.putIfAbsent(idempotencyKey, amount);
            if (isSilentAfterCharging) {
                throw new AdapterException.Unavailable("cut", true, null);
            }
            return "charge-" + idempotencyKey;
        }
    }
}
