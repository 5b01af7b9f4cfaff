package io.polyclerk.server.adapters;

import io.polyclerk.server.adapters.Manifest.SettingType;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The hosts that one connection may call: those of the manifest and those of its own address settings. Immutable. */
final class EgressPolicy {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;

    private EgressPolicy(Set<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    static EgressPolicy of(Manifest manifest, Map<String, String> settings) {
        return of(manifest, manifest.settings(), settings);
    }

    /** For the app of an adapter. */
    static EgressPolicy ofApp(Manifest manifest, Map<String, String> settings) {
        return of(manifest, manifest.appSettings(), settings);
    }

    private static EgressPolicy of(
            Manifest manifest, List<Manifest.SettingDeclaration> declared, Map<String, String> settings) {
        Set<String> hosts = new HashSet<>();
        manifest.egress().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        for (Manifest.SettingDeclaration declaration : declared) {
            String value = settings.get(declaration.name());
            if (declaration.type() == SettingType.URL && value != null && !value.isBlank()) {
                String host = URI.create(value).getHost();
                if (host != null) {
                    hosts.add(host.toLowerCase(Locale.ROOT));
                    // A platform on this machine may name itself in another way than the merchant did.
                    hosts.addAll(LOOPBACK.contains(host) ? LOOPBACK : Set.of());
                }
            }
        }
        return new EgressPolicy(hosts);
    }

    boolean allows(URI address) {
        String host = address.getHost();
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name)
                || hosts.stream().anyMatch(allowed -> allowed.startsWith("*.") && name.endsWith(allowed.substring(1)));
    }
}
