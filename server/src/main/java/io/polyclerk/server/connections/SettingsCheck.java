package io.polyclerk.server.connections;

import io.polyclerk.server.adapters.Manifest;
import io.polyclerk.server.adapters.Manifest.SettingDeclaration;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds settings against a manifest before any adapter sees them. */
public final class SettingsCheck {

    private static final int LONGEST = 20_000;

    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, String> accepted = new HashMap<>();

    private SettingsCheck() {}

    /**
     * The settings with the manifest's defaults filled in.
     *
     * @throws InvalidConnectionException naming every setting that is unknown, missing or malformed
     */
    static Map<String, String> complete(Manifest manifest, Map<String, String> given) {
        return complete(manifest.settings(), given);
    }

    /** Like {@link #complete(Manifest, Map)}, for declarations from anywhere. */
    public static Map<String, String> complete(List<SettingDeclaration> declared, Map<String, String> given) {
        SettingsCheck check = new SettingsCheck();
        Set<String> known = declared.stream().map(SettingDeclaration::name).collect(Collectors.toUnmodifiableSet());
        new TreeMap<>(given)
                .keySet().stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> check.violations.add(
                                new Violation("settings." + name, "the adapter has no such setting")));
        for (SettingDeclaration declaration : declared) {
            check.look(declaration, given.getOrDefault(declaration.name(), ""));
        }
        if (!check.violations.isEmpty()) {
            throw new InvalidConnectionException(check.violations);
        }
        return check.accepted;
    }

    private void look(SettingDeclaration declaration, String given) {
        String fallback = declaration.defaultValue();
        String value = given.isBlank() && fallback != null ? fallback : given.strip();
        String field = "settings." + declaration.name();
        if (value.isEmpty()) {
            if (declaration.required()) {
                violations.add(new Violation(field, "is missing"));
            }
            return;
        }
        String problem = problemOf(declaration, value);
        if (problem.isEmpty()) {
            accepted.put(declaration.name(), value);
            return;
        }
        violations.add(new Violation(field, problem));
    }

    private static String problemOf(SettingDeclaration declaration, String value) {
        if (value.length() > LONGEST) {
            return "is too long";
        }
        return switch (declaration.type()) {
            case TEXT, SECRET -> "";
            case URL -> isAddress(value) ? "" : "is no http or https address";
            case BOOLEAN -> value.equals("true") || value.equals("false") ? "" : "is neither true nor false";
            case ENUM -> {
                List<String> values = declaration.values() == null ? List.of() : declaration.values();
                yield values.contains(value) ? "" : "is none of " + String.join(", ", values);
            }
        };
    }

    private static boolean isAddress(String value) {
        try {
            URI address = URI.create(value);
            return address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
