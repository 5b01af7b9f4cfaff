package io.polyclerk.server.signin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.polyclerk.server.access.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the providers that are declared in a YAML file. {@code ${NAME}} in a secret stands for an environment variable. */
public final class ProvidersFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern MERCHANT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private final Function<String, @Nullable String> environment;

    private record Declared(@Nullable List<DeclaredProvider> providers) {}

    private record DeclaredProvider(
            @Nullable String id,
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable List<String> scopes,
            @Nullable String groupsClaim,
            boolean trustsEmail,
            @Nullable List<DeclaredRule> rules) {}

    private record DeclaredRule(
            @Nullable String email,
            @Nullable String domain,
            @Nullable String group,
            @Nullable Role role,
            @Nullable String merchant) {}

    public ProvidersFile(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** @throws IllegalArgumentException when the file cannot be used: half of it would let in the wrong people */
    public List<SignInProvider> read(Path file) {
        try {
            List<DeclaredProvider> declared =
                    yaml.readValue(file.toFile(), Declared.class).providers();
            List<SignInProvider> providers = declared == null
                    ? List.of()
                    : declared.stream().map(this::provider).toList();
            if (providers.stream().map(SignInProvider::id).distinct().count() != providers.size()) {
                throw new IllegalArgumentException("two sign-in providers have the same id");
            }
            return providers;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the file " + file + " with sign-in providers cannot be read: "
                            + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
    }

    private SignInProvider provider(DeclaredProvider declared) {
        String id = Objects.toString(declared.id(), "");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "each sign-in provider needs an id of 1 to 32 letters, digits, '_' or '-'");
        }
        if (declared.clientId() == null || declared.issuer() == null) {
            throw new IllegalArgumentException("the sign-in provider " + id + " needs issuer and clientId");
        }
        URI issuer = URI.create(declared.issuer());
        if (!Address.isSafe(issuer) || issuer.getQuery() != null || issuer.getFragment() != null) {
            throw new IllegalArgumentException("the issuer of the sign-in provider " + id + " is no https address");
        }
        String secret = declared.clientSecret();
        List<DeclaredRule> rules = declared.rules() == null ? List.of() : declared.rules();
        return new SignInProvider(
                id,
                Objects.requireNonNullElse(declared.name(), id),
                issuer,
                declared.clientId(),
                secret == null || secret.isEmpty() ? null : filledIn(secret),
                Objects.requireNonNullElse(declared.scopes(), List.of("openid", "email", "profile")),
                Objects.requireNonNullElse(declared.groupsClaim(), "groups"),
                declared.trustsEmail(),
                rules.stream().map(rule -> rule(id, rule)).toList());
    }

    private static Rule rule(String provider, DeclaredRule declared) {
        Role role = declared.role();
        long traits = Stream.of(declared.email(), declared.domain(), declared.group())
                .filter(Objects::nonNull)
                .count();
        if (traits != 1 || role == null) {
            throw new IllegalArgumentException(
                    "each rule of the sign-in provider " + provider + " needs a role and one of email, domain, group");
        }
        String merchant = declared.merchant();
        if (merchant != null && !MERCHANT.matcher(merchant).matches()) {
            throw new IllegalArgumentException("a rule of the sign-in provider " + provider + " names no merchant");
        }
        if (declared.group() != null) {
            return new Rule(Rule.Trait.GROUP, declared.group(), role, merchant);
        }
        return declared.email() != null
                ? new Rule(Rule.Trait.EMAIL, lower(declared.email()), role, merchant)
                : new Rule(Rule.Trait.DOMAIN, lower(Objects.toString(declared.domain())), role, merchant);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private String filledIn(String value) {
        return VARIABLE.matcher(value).replaceAll(found -> {
            String content = environment.apply(found.group(1));
            if (content == null) {
                throw new IllegalArgumentException(
                        "a sign-in provider names the environment variable " + found.group(1) + ", which is not set");
            }
            return Matcher.quoteReplacement(content);
        });
    }
}
