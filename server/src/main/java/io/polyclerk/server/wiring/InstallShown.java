package io.polyclerk.server.wiring;

import io.polyclerk.server.install.PlatformSessions;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Shows who is signed in through a platform. */
@Dependent
public class InstallShown {

    @Produces
    @Dependent
    @Typed(PlatformSessions.class)
    PlatformSessions sessions(Parts parts) {
        return parts.installing.sessions;
    }
}
