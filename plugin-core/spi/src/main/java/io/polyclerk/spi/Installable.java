package io.polyclerk.spi;

/** Optional extra of an {@link AdapterProvider}: merchants can install it from the platform itself, without typing credentials. */
@Incubating
public interface Installable {

    /**
     * Opens the platform's side of installing. Called once for each change of the app's settings; must not call the network.
     *
     * @throws AdapterException.CredentialsRejected when a setting of the app cannot be used as it stands
     */
    Installation installation(App app);
}
