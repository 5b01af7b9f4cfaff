package io.polyclerk.server.persistence.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.server.access.Caller;
import io.polyclerk.server.access.Role;
import io.polyclerk.server.install.InstallationRefusedException;
import io.polyclerk.server.install.Installed;
import io.polyclerk.server.install.Installed.Status;
import io.polyclerk.server.install.PlatformApps.Launched;
import io.polyclerk.server.install.PlatformSessions;
import io.polyclerk.server.persistence.accounts.SqlPlatformSessions;
import io.polyclerk.spi.Launch;
import io.polyclerk.spi.WebhookRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is signed in at a platform is signed in here too, on every database: for one merchant, for some minutes, while the app is installed. */
interface PlatformSessionContract {

    Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    WebhookRequest REQUEST = new WebhookRequest("POST", Map.of(), Map.of(), new byte[0], BEGIN);

    /** A shop that has the app, of the merchant {@code fern}. */
    Installed shop();

    void is(Installed shop, Status status);

    SqlPlatformSessions sessions();

    private PlatformSessions at(Instant now, PlatformSessions.Proof proof) {
        return new PlatformSessions(proof, sessions(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private PlatformSessions at(Instant now) {
        return at(now, (adapter, request) -> {
            throw new InstallationRefusedException(401, "unauthorized", "nobody is signed in");
        });
    }

    private String opened(Installed shop, String user) {
        Launch.Frame frame = new Launch.Frame(List.of(), List.of(), Map.of(), Map.of());
        Launch.Genuine launch = new Launch.Genuine(shop.shop(), user, "ticket", BEGIN.plusSeconds(60), frame);
        return at(BEGIN, (adapter, request) -> new Launched(shop, launch))
                .open("shops", REQUEST)
                .secret();
    }

    @Test
    default void whoIsSignedInThereIsTheirMerchantsAdministratorForTenMinutes() {
        String secret = opened(shop(), "42");

        assertThat(at(BEGIN.plusSeconds(599)).callerOf(secret)).contains(new Caller("shops:42", Role.ADMIN, "fern"));
        assertThat(at(BEGIN.plusSeconds(600)).callerOf(secret)).isEmpty();
    }

    @Test
    default void aSessionEndsWithTheApp() {
        Installed shop = shop();
        String secret = opened(shop, "42");

        is(shop, Status.UNINSTALLED);

        assertThat(at(BEGIN.plusSeconds(1)).callerOf(secret)).isEmpty();
    }

    @Test
    default void aGuessedSecretIsNobodys() {
        opened(shop(), "42");

        assertThat(at(BEGIN).callerOf("")).isEmpty();
        assertThat(at(BEGIN).callerOf("guessed")).isEmpty();
        assertThat(at(BEGIN).callerOf("g".repeat(10_000))).isEmpty();
    }

    @Test
    default void whomThePlatformDoesNotVouchForGetsNothing() {
        assertThatThrownBy(() -> at(BEGIN).open("shops", REQUEST)).isInstanceOf(InstallationRefusedException.class);
    }

    @Test
    default void aNameThatIsTooLongIsCutAndNotRefused() {
        String secret = opened(shop(), "9".repeat(500));

        assertThat(at(BEGIN).callerOf(secret))
                .get()
                .satisfies(caller -> assertThat(caller.tokenId()).hasSize(64));
    }
}
