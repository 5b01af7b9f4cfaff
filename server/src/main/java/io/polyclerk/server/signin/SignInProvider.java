package io.polyclerk.server.signin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider that people may sign in with, as it is set.
 *
 * @param id stands in addresses; 1 to 32 letters, digits, '_' or '-'
 * @param name what people call it
 * @param clientSecret null for a client without one
 * @param scopes that are asked for
 * @param groupsClaim where the provider tells the groups of a person
 * @param trustsEmail whether addresses are believed that the provider does not say to have verified
 * @param rules the first that fits decides
 */
public record SignInProvider(
        String id,
        String name,
        URI issuer,
        String clientId,
        @Nullable String clientSecret,
        List<String> scopes,
        String groupsClaim,
        boolean trustsEmail,
        List<Rule> rules) {

    public SignInProvider {
        scopes = List.copyOf(scopes);
        rules = List.copyOf(rules);
    }

    Optional<Rule> ruleFor(Person person) {
        return rules.stream().filter(rule -> rule.fits(person)).findFirst();
    }

    boolean asksForGroups() {
        return rules.stream().anyMatch(rule -> rule.trait() == Rule.Trait.GROUP);
    }

    /** The secret is never printed. */
    @Override
    public String toString() {
        return "SignInProvider[" + id + "]";
    }
}
