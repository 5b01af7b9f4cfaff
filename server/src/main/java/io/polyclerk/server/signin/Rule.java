package io.polyclerk.server.signin;

import io.polyclerk.server.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in without being invited, and as what.
 *
 * @param value in lower case, except for a group
 * @param merchant whose things alone the person sees; null for all
 */
record Rule(Trait trait, String value, Role role, @Nullable String merchant) {

    /** What it looks at. */
    enum Trait {
        /** The whole address. */
        EMAIL,
        /** What stands behind the last {@code @} of the address. */
        DOMAIN,
        /** One of the groups that the provider tells. */
        GROUP
    }

    boolean fits(Person person) {
        String email = person.email();
        return switch (trait) {
            case EMAIL -> value.equals(email);
            case DOMAIN -> email != null && value.equals(email.substring(email.lastIndexOf('@') + 1));
            case GROUP -> person.groups().contains(value);
        };
    }
}
