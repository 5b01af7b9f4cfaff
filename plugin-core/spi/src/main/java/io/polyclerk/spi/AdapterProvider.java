package io.polyclerk.spi;

/**
 * The one class that an adapter registers with {@link java.util.ServiceLoader}. Public, final, with a constructor without arguments.
 */
public interface AdapterProvider {

    /** The id of the adapter: equal to its manifest's {@code id} and to the name of its folder; it never changes. */
    String id();

    /**
     * Opens a merchant's connection. Called at start and whenever settings change; must not call the network.
     *
     * @throws AdapterException.CredentialsRejected when a setting cannot be used as it stands
     */
    Adapter open(Connection connection, AdapterContext context);
}
