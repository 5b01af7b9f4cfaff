package io.polyclerk.server.install;

import io.polyclerk.server.adapters.AdapterCatalog;
import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.connections.ConnectionDraft;
import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.InvalidConnectionException;
import io.polyclerk.server.connections.OpenConnection;
import io.polyclerk.server.connections.OpenConnections;
import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.AdapterException;
import io.polyclerk.spi.Completion;
import io.polyclerk.spi.ShopPlugin;
import io.polyclerk.spi.WebhookRegistration;
import io.polyclerk.spi.message.ConnectionId;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Makes the connections of whoever has agreed: a store's and a web chat of its own, or an account's. Thread-safe. */
public final class ShopConnector {

    private static final System.Logger LOGGER = System.getLogger(ShopConnector.class.getName());
    private static final String CUSTOMER_SECRET = "customerSecret";
    private static final String ORIGINS = "allowedOrigins";
    private static final int LONGEST_NAME = 40;

    private final AdapterCatalog catalog;
    private final Connections connections;
    private final OpenConnections open;

    public ShopConnector(AdapterCatalog catalog, Connections connections, OpenConnections open) {
        this.catalog = catalog;
        this.connections = connections;
        this.open = open;
    }

    /** What the shop's plugin must have begun, and the key with which it will ask. */
    record Introduction(String nonce, String key) {
        @Override
        public String toString() {
            return "Introduction";
        }
    }

    /** A merchant for a shop that none was named for: called like the shop, and nobody else's. */
    Installed named(Installed begun, Predicate<String> isTaken) {
        String owner = begun.merchant();
        String merchant = owner == null ? free(nameOf(begun.shop()), isTaken.or(this::isMerchant)) : owner;
        String prefix = nameOf(begun.shop());
        ConnectionId store = begun.store();
        if (isChannel(begun)) {
            return begun.connected(merchant, store == null ? ofAccount(begun.shop()) : store, null, begun.scopes());
        }
        ConnectionId chat = begun.chat();
        return begun.connected(
                merchant,
                store == null ? new ConnectionId(free(prefix + "-store", this::isConnection)) : store,
                chat == null ? new ConnectionId(free(prefix + "-chat", this::isConnection)) : chat,
                begun.scopes());
    }

    /** Where people write is itself what is connected; else it is a store, and a chat is made for it. */
    private boolean isChannel(Installed installed) {
        return catalog.find(installed.adapter())
                .filter(one -> one.manifest().kind() == Manifest.Kind.CHANNEL)
                .isPresent();
    }

    /** Called as the platform calls the account, because it puts that name into the one address that it knows. */
    private ConnectionId ofAccount(String account) {
        if (!ConnectionId.isValid(account) || isConnection(account)) {
            throw new InvalidConnectionException("id", "there is a connection of this account already");
        }
        return new ConnectionId(account);
    }

    /**
     * Proves, tells the shop's plugin if there is one, keeps; in this order.
     *
     * @param server where this server is for the shop
     * @return the store, whose webhooks are still to be registered
     */
    OpenConnection connect(
            Installed named, Completion.Granted granted, URI server, Optional<Introduction> introduction) {
        Map<String, String> settings = new HashMap<>(named.settings());
        settings.putAll(granted.settings());
        if (isChannel(named)) {
            ConnectionDraft channel = new ConnectionDraft(store(named), named.adapter(), owner(named), settings);
            return connections.install(channel, adapter -> {});
        }
        ConnectionDraft chat = chat(named);
        ConnectionDraft store = new ConnectionDraft(store(named), named.adapter(), chat.merchant(), settings);
        OpenConnection opened = connections.install(
                store,
                adapter -> introduction.ifPresent(
                        told -> introduce(adapter, told, facts(named, granted, chat, server, told))));
        open.find(chat.id()).ifPresentOrElse(known -> connections.replace(known, chat), () -> connections.create(chat));
        return opened;
    }

    private static void introduce(Adapter adapter, Introduction told, Map<String, String> facts) {
        if (!(adapter instanceof ShopPlugin plugin) || !plugin.introduce(told.nonce(), facts)) {
            throw new AdapterException.Refused("the shop runs no Polyclerk plugin that could be told");
        }
    }

    private static Map<String, String> facts(
            Installed named, Completion.Granted granted, ConnectionDraft chat, URI server, Introduction told) {
        Map<String, String> facts = new HashMap<>(granted.facts());
        facts.put("server", server.toString());
        facts.put("store", store(named).value());
        facts.put("chat", chat.id().value());
        facts.put(CUSTOMER_SECRET, chat.settings().getOrDefault(CUSTOMER_SECRET, ""));
        facts.put("key", told.key());
        return facts;
    }

    private static ConnectionId store(Installed named) {
        ConnectionId store = named.store();
        if (store == null) {
            throw new IllegalStateException("an installation is named before it is connected");
        }
        return store;
    }

    private static String owner(Installed named) {
        String merchant = named.merchant();
        if (merchant == null) {
            throw new IllegalStateException("an installation is named before it is connected");
        }
        return merchant;
    }

    private ConnectionDraft chat(Installed named) {
        ConnectionId id = named.chat();
        if (id == null) {
            throw new IllegalStateException("an installation is named before it is connected");
        }
        Map<String, String> known =
                open.find(id).map(one -> one.connection().settings()).orElse(Map.of());
        Map<String, String> settings = new HashMap<>(known);
        originOf(named.shop())
                .ifPresent(origin -> settings.merge(
                        ORIGINS,
                        origin,
                        (before, more) ->
                                (" " + before + " ").contains(" " + more + " ") ? before : before + " " + more));
        settings.computeIfAbsent(CUSTOMER_SECRET, absent -> Nonces.next());
        return new ConnectionDraft(id, hosted(), owner(named), settings);
    }

    /** The adapter whose pages this server has itself. */
    private String hosted() {
        return catalog.adapters().values().stream()
                .filter(loaded -> loaded.manifest().hosted())
                .map(loaded -> loaded.manifest().id())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no adapter has a web chat"));
    }

    private static Optional<String> originOf(String shop) {
        try {
            URI address = shop.contains("://") ? URI.create(shop) : URI.create("https://" + shop);
            return address.getHost() == null
                    ? Optional.empty()
                    : Optional.of(address.getScheme() + "://" + address.getHost()
                            + (address.getPort() < 0 ? "" : ":" + address.getPort()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Takes a while, with many calls of the shop: whoever waits for the connection should have it before. */
    static void registerWebhooks(OpenConnection store, URI server) {
        if (!(store.adapter() instanceof WebhookRegistration registration)) {
            return;
        }
        try {
            registration.register(
                    URI.create(server + "/hooks/" + store.connection().id()));
        } catch (AdapterException notNow) {
            // Changes are then noticed by asking, as for a connection that was made by hand.
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "webhooks of {0} could not be registered: {1}",
                    store.connection().id(),
                    notNow.getMessage());
        }
    }

    /** Removes what was made for a shop. */
    void disconnect(Installed installed) {
        forEachConnection(installed, connections::delete);
    }

    /** Keeps what was made for a shop and lets it rest. */
    void pause(Installed installed, String reason) {
        forEachConnection(installed, id -> open.pause(id, reason));
    }

    private static void forEachConnection(Installed installed, Consumer<ConnectionId> deed) {
        ConnectionId store = installed.store();
        ConnectionId chat = installed.chat();
        if (store != null) {
            deed.accept(store);
        }
        if (chat != null) {
            deed.accept(chat);
        }
    }

    private boolean isConnection(String id) {
        return open.find(new ConnectionId(id)).isPresent();
    }

    private boolean isMerchant(String name) {
        return open.all().stream().anyMatch(one -> one.connection().merchant().equals(name));
    }

    private static String free(String wanted, Predicate<String> isTaken) {
        String name = wanted;
        for (int i = 2; isTaken.test(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static String nameOf(String shop) {
        String name = shop.toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("^www\\.", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.isEmpty()
                ? "shop"
                : name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("-+$", "");
    }
}
