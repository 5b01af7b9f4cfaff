package io.polyclerk.server.connections;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.Lender;
import io.polyclerk.server.adapters.LoadedAdapter;
import io.polyclerk.server.adapters.Manifest.SettingDeclaration;
import io.polyclerk.server.connections.MerchantConnection.Check;
import io.polyclerk.server.connections.MerchantConnection.CheckState;
import io.polyclerk.server.connections.MerchantConnection.State;
import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterContext;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Connection;
import io.polyclerk.spi.OrderActions;
import io.polyclerk.spi.message.ConnectionId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks, keeps and opens connections. Thread-safe; changes are made one after the other. */
public final class Connections {

    private static final System.Logger LOGGER = System.getLogger(Connections.class.getName());
    private static final Pattern MERCHANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final AdapterCatalog catalog;
    private final ConnectionStore store;
    private final OpenConnections open;
    private final Lender lender;
    private final Clock clock;

    public Connections(
            AdapterCatalog catalog, ConnectionStore store, OpenConnections open, Lender lender, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.open = open;
        this.lender = lender;
        this.clock = clock;
    }

    /** Whether that can be a merchant's name. */
    public static boolean isMerchant(String name) {
        return MERCHANT.matcher(name).matches();
    }

    /** At start: opens what is stored, without asking the platforms. One that cannot be opened is reported and left out. */
    public void openStored() {
        openStored(stored -> true);
    }

    /** After an adapter was installed: opens what is stored of it. */
    public synchronized void openStoredOf(String adapter) {
        openStored(stored -> stored.adapter().equals(adapter));
    }

    /** Before an adapter is removed: closes its connections. They stay stored, and open again when it comes back. */
    public synchronized int closeAllOf(String adapter) {
        List<ConnectionId> closing = open.all().stream()
                .map(OpenConnection::connection)
                .filter(one -> one.adapter().equals(adapter))
                .map(MerchantConnection::id)
                .toList();
        closing.forEach(open::remove);
        return closing.size();
    }

    private void openStored(Predicate<MerchantConnection> wanted) {
        for (MerchantConnection stored : store.all()) {
            if (!wanted.test(stored)) {
                continue;
            }
            Optional<LoadedAdapter> loaded = catalog.find(stored.adapter());
            if (loaded.isEmpty()) {
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "connection {0} is left out: adapter {1} is not there",
                        stored.id(),
                        stored.adapter());
                continue;
            }
            try {
                open.put(new OpenConnection(stored, loaded.get(), open(stored, loaded.get())));
            } catch (RuntimeException | LinkageError unusable) {
                LOGGER.log(System.Logger.Level.ERROR, "connection " + stored.id() + " is left out", unusable);
            }
        }
    }

    /**
     * Makes a new connection, after asking the platform.
     *
     * @throws InvalidConnectionException when it cannot be saved as it stands
     * @throws ConnectionExistsException when there is one with this id
     */
    public synchronized OpenConnection create(ConnectionDraft draft) {
        if (open.find(draft.id()).isPresent()) {
            throw new ConnectionExistsException(draft.id());
        }
        return save(draft, Map.of(), clock.instant());
    }

    /** Replaces a connection, after asking the platform. @param known the connection as it is */
    public synchronized OpenConnection replace(OpenConnection known, ConnectionDraft draft) {
        if (!known.connection().adapter().equals(draft.adapter())) {
            throw new InvalidConnectionException("adapter", "cannot be changed; make another connection");
        }
        return save(draft, known.connection().settings(), known.connection().createdAt());
    }

    /** Makes or replaces a connection as a file declares it, without asking the platform: it may be down while we start. */
    public synchronized void declare(ConnectionDraft draft) {
        Optional<OpenConnection> known = open.find(draft.id());
        LoadedAdapter loaded = adapterOf(draft);
        Map<String, String> settings = SettingsCheck.complete(loaded.manifest(), draft.settings());
        if (known.isPresent()
                && known.get().connection().settings().equals(settings)
                && known.get().connection().adapter().equals(draft.adapter())
                && known.get().connection().merchant().equals(draft.merchant())) {
            return;
        }
        Instant created = known.map(one -> one.connection().createdAt()).orElseGet(clock::instant);
        MerchantConnection connection = new MerchantConnection(
                draft.id(), draft.adapter(), draft.merchant(), settings, State.ACTIVE, null, Check.NEVER, created);
        keep(new OpenConnection(connection, loaded, open(connection, loaded)));
    }

    /**
     * Makes or replaces a connection that a platform has handed over. It is kept only when the platform has taken its credentials just now
     * and what comes before keeping did not throw.
     *
     * @param beforeKeeping gets the open adapter, and may call it
     * @throws InvalidConnectionException when the credentials are not proven
     */
    public synchronized OpenConnection install(ConnectionDraft draft, Consumer<Adapter> beforeKeeping) {
        LoadedAdapter loaded = adapterOf(draft);
        Map<String, String> settings = SettingsCheck.complete(loaded.manifest(), draft.settings());
        Instant created =
                open.find(draft.id()).map(one -> one.connection().createdAt()).orElseGet(clock::instant);
        MerchantConnection connection = new MerchantConnection(
                draft.id(), draft.adapter(), draft.merchant(), settings, State.ACTIVE, null, Check.NEVER, created);
        Adapter adapter = openForMerchant(connection, loaded);
        boolean kept = false;
        try {
            Check check = ask(adapter);
            if (check.state() != CheckState.OK) {
                throw new InvalidConnectionException("settings", "the platform does not take them: " + check.detail());
            }
            beforeKeeping.accept(adapter);
            OpenConnection opened = new OpenConnection(connection.withCheck(check), loaded, adapter);
            keep(opened);
            kept = true;
            return opened;
        } finally {
            if (!kept) {
                closeQuietly(adapter);
            }
        }
    }

    public synchronized void delete(ConnectionId id) {
        store.delete(id);
        open.remove(id);
    }

    /** Asks the platform again; a paused connection goes on when its credentials are taken. */
    public OpenConnection check(OpenConnection known) {
        Check check = ask(known.adapter());
        MerchantConnection checked = known.connection().withCheck(check);
        MerchantConnection after = check.state() == CheckState.OK ? checked.active() : checked;
        store.saveState(after);
        open.update(after);
        return known.with(after);
    }

    private OpenConnection save(ConnectionDraft draft, Map<String, String> before, Instant createdAt) {
        LoadedAdapter loaded = adapterOf(draft);
        Map<String, String> settings =
                SettingsCheck.complete(loaded.manifest(), withKeptSecrets(loaded, draft.settings(), before));
        MerchantConnection connection = new MerchantConnection(
                draft.id(), draft.adapter(), draft.merchant(), settings, State.ACTIVE, null, Check.NEVER, createdAt);
        Adapter adapter = openForMerchant(connection, loaded);
        Check check = ask(adapter);
        if (check.state() == CheckState.REJECTED) {
            closeQuietly(adapter);
            throw new InvalidConnectionException("settings", "the platform does not take them: " + check.detail());
        }
        OpenConnection opened = new OpenConnection(connection.withCheck(check), loaded, adapter);
        keep(opened);
        return opened;
    }

    private LoadedAdapter adapterOf(ConnectionDraft draft) {
        if (!isMerchant(draft.merchant())) {
            throw new InvalidConnectionException("merchant", "must be 1 to 64 letters, digits, '_' or '-'");
        }
        return catalog.find(draft.adapter())
                .orElseThrow(() -> new InvalidConnectionException(
                        "adapter",
                        "there is no such adapter; there are: "
                                + String.join(", ", catalog.adapters().keySet())));
    }

    private static Map<String, String> withKeptSecrets(
            LoadedAdapter loaded, Map<String, String> given, Map<String, String> before) {
        Map<String, String> settings = new HashMap<>(given);
        for (SettingDeclaration declaration : loaded.manifest().settings()) {
            if (declaration.isSecret() && ConnectionDraft.UNCHANGED.equals(given.get(declaration.name()))) {
                settings.put(declaration.name(), before.getOrDefault(declaration.name(), ""));
            }
        }
        return settings;
    }

    private void keep(OpenConnection opened) {
        Set<String> secrets = opened.loaded().manifest().settings().stream()
                .filter(SettingDeclaration::isSecret)
                .map(SettingDeclaration::name)
                .collect(Collectors.toSet());
        store.save(opened.connection(), secrets);
        open.put(opened);
    }

    private Adapter openForMerchant(MerchantConnection connection, LoadedAdapter loaded) {
        try {
            return open(connection, loaded);
        } catch (AdapterException.CredentialsRejected unusable) {
            throw new InvalidConnectionException("settings", String.valueOf(unusable.getMessage()));
        }
    }

    private Adapter open(MerchantConnection connection, LoadedAdapter loaded) {
        AdapterContext context = lender.contextFor(connection.id(), loaded.manifest(), connection.settings());
        return loaded.open(new Connection(connection.id(), connection.settings()), context);
    }

    private Check ask(Adapter adapter) {
        try {
            adapter.check();
            String obstacle =
                    adapter instanceof OrderActions actions ? actions.obstacle().orElse(null) : null;
            return new Check(CheckState.OK, obstacle, clock.instant());
        } catch (AdapterException.CredentialsRejected | AdapterException.Refused rejected) {
            return new Check(CheckState.REJECTED, rejected.getMessage(), clock.instant());
        } catch (AdapterException notNow) {
            return new Check(CheckState.UNVERIFIED, notNow.getMessage(), clock.instant());
        } catch (RuntimeException bug) {
            LOGGER.log(System.Logger.Level.ERROR, "an adapter failed in its check", bug);
            return new Check(CheckState.UNVERIFIED, "the adapter failed in its check", clock.instant());
        }
    }

    private static void closeQuietly(Adapter adapter) {
        try {
            adapter.close();
        } catch (Exception failure) {
            LOGGER.log(System.Logger.Level.DEBUG, "a refused connection could not be closed", failure);
        }
    }
}
