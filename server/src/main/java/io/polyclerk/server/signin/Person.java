package io.polyclerk.server.signin;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is to a provider.
 *
 * @param subject the same for ever
 * @param email where the person gets e-mail, in lower case; null when it is not told or the provider does not say that it is theirs
 * @param name as the person is called; null when it is not told
 * @param claimsEmail whether an address was told at all
 */
record Person(
        String subject, @Nullable String email, @Nullable String name, Set<String> groups, boolean claimsEmail) {

    Person {
        groups = Set.copyOf(groups);
    }

    /** Nothing of a person is printed. */
    @Override
    public String toString() {
        return "Person";
    }
}
