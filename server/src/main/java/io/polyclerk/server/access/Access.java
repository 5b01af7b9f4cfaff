package io.polyclerk.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows who a token belongs to. Thread-safe. */
public final class Access {

    private static final int TOKEN_BYTES = 24;
    private static final String FIRST_ADMIN = "admin";

    private final byte[] adminHash;
    private final TokenStore tokens;
    private final AccountStore accounts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** A new token and its secret, which is shown this once. */
    public record Issued(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Issued[" + token.id() + "]";
        }
    }

    /** Who can act here. @param id as it stands with what they do */
    public record Bearer(
            String id, String name, Role role, @Nullable String merchant) {}

    public Access(String adminToken, TokenStore tokens, AccountStore accounts, Clock clock) {
        this.adminHash = digest(adminToken);
        this.tokens = tokens;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The caller who bears this token, if it is one of ours. */
    public Optional<Caller> callerOf(String secret) {
        byte[] hash = digest(secret);
        if (MessageDigest.isEqual(hash, adminHash)) {
            return Optional.of(new Caller(FIRST_ADMIN, Role.ADMIN, null));
        }
        // Looked up by the hash of 24 random bytes: how long that takes says nothing about any token.
        return tokens.findByHash(HexFormat.of().formatHex(hash))
                .map(token -> new Caller(token.id(), token.role(), token.merchant()));
    }

    /** Makes a token. @param merchant whose things alone it opens; null for all */
    public Issued issue(String name, Role role, @Nullable String merchant) {
        String secret = newSecret(random);
        ApiToken token = new ApiToken(HexFormat.of().formatHex(randomBytes(8)), name, role, clock.instant(), merchant);
        tokens.add(token, HexFormat.of().formatHex(digest(secret)));
        return new Issued(token, secret);
    }

    public List<ApiToken> all() {
        return tokens.all();
    }

    /** All who can act here: bearers of tokens and people with an account. */
    public List<Bearer> bearers() {
        List<Bearer> all = new ArrayList<>();
        all.add(new Bearer(FIRST_ADMIN, FIRST_ADMIN, Role.ADMIN, null));
        for (ApiToken token : all()) {
            all.add(new Bearer(token.id(), token.name(), token.role(), token.merchant()));
        }
        for (Account account : accounts.all()) {
            all.add(new Bearer(account.id(), account.name(), account.role(), account.merchant()));
        }
        return all;
    }

    /** The one with this id, when they may come in now. */
    public Optional<Bearer> bearer(String id) {
        return bearers().stream()
                .filter(one -> one.id().equals(id)
                        && accounts.find(id).filter(Account::locked).isEmpty())
                .findFirst();
    }

    /** Whether the one with this id may come in now and answer shoppers of a merchant. */
    public boolean mayAnswer(String id, String merchant) {
        return bearer(id)
                .filter(one -> one.role() != Role.ANALYST
                        && (one.merchant() == null || one.merchant().equals(merchant)))
                .isPresent();
    }

    /** @return whether there was one */
    public boolean revoke(String id) {
        return tokens.delete(id);
    }

    static String newSecret(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
