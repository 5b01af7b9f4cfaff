package io.polyclerk.server.api;

import io.polyclerk.server.connections.Connections;
import io.polyclerk.server.connections.OpenConnections;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which merchant a request is about. */
public final class Merchants {

    private static final int LONGEST = 64;

    private Merchants() {}

    /** The one that is named, where one must be. */
    public static String named(@Nullable String merchant) {
        if (merchant == null || merchant.isBlank()) {
            throw ProblemException.invalid("merchant", "is missing");
        }
        if (!Connections.isMerchant(merchant)) {
            throw ProblemException.invalid("merchant", "must be 1 to 64 letters, digits, '_' or '-'");
        }
        return merchant;
    }

    /** One that the caller may act for. */
    public static String own(String merchant, HttpServletRequest request) {
        if (!ApiGate.callerOf(request).sees(merchant)) {
            throw ProblemException.of(403, "forbidden", "this token belongs to another merchant");
        }
        return merchant;
    }

    /** The one that is named, else the only one there is. */
    public static String only(OpenConnections connections, @Nullable String named) {
        if (named != null && !named.isBlank()) {
            if (named.length() > LONGEST) {
                throw ProblemException.invalid("merchant", "must have at most " + LONGEST + " characters");
            }
            return named;
        }
        List<String> merchants = connections.all().stream()
                .map(one -> one.connection().merchant())
                .distinct()
                .toList();
        if (merchants.size() != 1) {
            throw ProblemException.invalid("merchant", "is missing, and there is not exactly one");
        }
        return merchants.get(0);
    }

    /** A language tag as a request gives it. */
    public static String language(String tag) {
        if (!tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")) {
            throw ProblemException.invalid("language", "is no language tag");
        }
        return tag;
    }
}
