package io.polyclerk.server.install;

import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Credential;
import io.polyclerk.spi.Installation;
import io.polyclerk.spi.Notice;
import io.polyclerk.spi.WebhookRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a platform tells about the app as a whole. Thread-safe. */
public final class PlatformNotices {

    private static final System.Logger LOGGER = System.getLogger(PlatformNotices.class.getName());

    private final Apps apps;
    private final InstallationStore store;
    private final ShopConnector connector;
    private final PrivacyDesk privacy;
    private final AuditSink audit;
    private final Clock clock;
    private final Executor background;

    public PlatformNotices(
            Apps apps,
            InstallationStore store,
            ShopConnector connector,
            PrivacyDesk privacy,
            AuditSink audit,
            Clock clock,
            Executor background) {
        this.apps = apps;
        this.store = store;
        this.connector = connector;
        this.privacy = privacy;
        this.audit = audit;
        this.clock = clock;
        this.background = background;
    }

    /** What the platform is told. */
    public record Heard(int status, String words) {}

    public Heard notice(String adapter, WebhookRequest request) {
        Optional<Installation> installation = apps.installation(adapter);
        if (installation.isEmpty()) {
            return new Heard(404, "");
        }
        int status = taken(adapter, installation.get(), installation.get().receive(request));
        return new Heard(status, status == 200 ? installation.get().acknowledgement() : "");
    }

    private int taken(String adapter, Installation installation, Notice notice) {
        return switch (notice) {
            case Notice.Uninstalled gone -> {
                active(adapter, gone.shop())
                        // Platforms tell times in whole seconds.
                        .filter(one -> !gone.at().isBefore(one.changedAt().truncatedTo(ChronoUnit.SECONDS)))
                        .ifPresent(this::uninstalled);
                yield 200;
            }
            case Notice.ScopesChanged changed -> {
                active(adapter, changed.shop()).ifPresent(one -> store.save(one.allowed(changed.scopes())));
                yield 200;
            }
            case Notice.PrivacyAsked asked -> {
                store.ofShop(adapter, asked.request().shop()).ifPresent(one -> privacy.take(one, asked.request()));
                background.execute(privacy::work);
                yield 200;
            }
            case Notice.Remembered told -> {
                apps.memory(adapter).put(told.name(), told.value(), told.life());
                yield 200;
            }
            case Notice.AgreedAnew anew ->
                active(adapter, anew.shop())
                        .map(one -> agreedAnew(installation, one, anew.code()))
                        .orElse(200);
            case Notice.Ignored nothing -> 200;
            case Notice.Rejected rejected -> {
                LOGGER.log(System.Logger.Level.DEBUG, "a notice for {0} is rejected: {1}", adapter, rejected.reason());
                yield rejected.status();
            }
        };
    }

    /** The platform asks again when this fails. */
    private int agreedAnew(Installation installation, Installed installed, String code) {
        try {
            Credential granted = installation.exchange(code).credential();
            store.saveCredential(installed.id(), granted, clock.instant());
            store.save(installed.allowed(granted == null ? null : granted.scopes()));
            return 200;
        } catch (AdapterException failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "what {0} has granted anew could not be fetched: {1}",
                    installed.store(),
                    failure.getMessage());
            return 503;
        }
    }

    private Optional<Installed> active(String adapter, String shop) {
        return store.ofShop(adapter, shop).filter(one -> one.status() == Status.ACTIVE);
    }

    private void uninstalled(Installed installed) {
        store.saveCredential(installed.id(), null, clock.instant());
        store.save(installed.with(Status.UNINSTALLED, "removed at the platform", clock.instant()));
        connector.pause(installed, "the app was removed at the platform");
        audit.record(clock.instant(), "shop", "uninstall", "connection " + installed.store());
    }
}
