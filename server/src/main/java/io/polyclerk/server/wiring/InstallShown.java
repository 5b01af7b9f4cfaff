package io.polyclerk.server.wiring;

import io.polyclerk.server.door.PlatformDoor;
import io.polyclerk.server.install.Apps;
import io.polyclerk.server.install.Arrivals;
import io.polyclerk.server.install.Disconnecting;
import io.polyclerk.server.install.Installations;
import io.polyclerk.server.install.OrderTalks;
import io.polyclerk.server.install.PlatformSessions;
import io.polyclerk.server.install.PrivacyDesk;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows to resources how shops connect themselves, and who is signed in through a platform. */
@Dependent
public class InstallShown {

    @Produces
    @Typed(PlatformSessions.class)
    PlatformSessions sessions(Parts parts) {
        return parts.installing.sessions;
    }

    @Produces
    Apps apps(Parts parts) {
        return parts.installing.apps;
    }

    @Produces
    Installations installations(Parts parts) {
        return parts.installing.installations;
    }

    @Produces
    Arrivals arrivals(Parts parts) {
        return parts.installing.arrivals;
    }

    @Produces
    Disconnecting disconnecting(Parts parts) {
        return parts.installing.disconnecting;
    }

    @Produces
    PrivacyDesk privacy(Parts parts) {
        return parts.installing.privacy;
    }

    @Produces
    OrderTalks talks(Parts parts) {
        return parts.installing.talks;
    }

    @Produces
    PlatformDoor platform(Parts parts) {
        return parts.installing.platform;
    }
}
