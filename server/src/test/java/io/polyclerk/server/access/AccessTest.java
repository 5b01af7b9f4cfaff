package io.polyclerk.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final Tokens tokens = new Tokens();
    private final People people = new People();
    private final Access access = new Access("first-token", tokens, people, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theFirstTokenMayDoEverythingEverywhere() {
        assertThat(access.callerOf("first-token")).contains(new Caller("admin", Role.ADMIN, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first-toke", "first-token ", "FIRST-TOKEN", "first-token\0"})
    void whatIsOnlyNearATokenIsNone(String secret) {
        access.issue("till", Role.AGENT, "fern");
        assertThat(access.callerOf(secret)).isEmpty();
    }

    @Test
    void aTokenOpensWhatItWasMadeForUntilItIsRevokedAndIsNotKept() {
        Access.Issued till = access.issue("till", Role.AGENT, "fern");
        Access.Issued other = access.issue("other", Role.ANALYST, null);
        assertThat(till.token()).isEqualTo(new ApiToken(till.token().id(), "till", Role.AGENT, NOW, "fern"));
        assertThat(access.callerOf(till.secret()))
                .contains(new Caller(till.token().id(), Role.AGENT, "fern"));
        assertThat(till.secret()).hasSize(32).isNotEqualTo(other.secret());
        assertThat(till.token().id()).hasSize(16).isNotEqualTo(other.token().id());
        assertThat(tokens.byHash.keySet()).doesNotContain(till.secret()).allMatch(hash -> hash.length() == 64);
        assertThat(till).asString().doesNotContain(till.secret());
        assertThat(access.revoke(till.token().id())).isTrue();
        assertThat(access.callerOf(till.secret())).isEmpty();
        assertThat(access.callerOf(other.secret())).isPresent();
        assertThat(access.revoke(till.token().id())).isFalse();
    }

    @Test
    void tokensAndPeopleCanActHereAndTheFirstTokenFirstOfAll() {
        String till = access.issue("till", Role.AGENT, "fern").token().id();
        people.add("mei", Role.MANAGER, "fern", false);
        assertThat(access.bearers())
                .containsExactly(
                        new Access.Bearer("admin", "admin", Role.ADMIN, null),
                        new Access.Bearer(till, "till", Role.AGENT, "fern"),
                        new Access.Bearer("mei", "Name of mei", Role.MANAGER, "fern"));
        assertThat(access.bearer("mei")).map(Access.Bearer::role).contains(Role.MANAGER);
        assertThat(access.bearer(till)).isPresent();
        assertThat(access.bearer("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT,fern,false,true",
        "MANAGER,fern,false,true",
        "ADMIN,,false,true",
        "AGENT,,false,true",
        "ANALYST,fern,false,false",
        "AGENT,moss,false,false",
        "AGENT,fern,true,false"
    })
    void shoppersAreAnsweredByWhoIsAnAgentOfTheShopAndMayComeIn(
            Role role, @Nullable String merchant, boolean locked, boolean may) {
        people.add("mei", role, merchant, locked);
        assertThat(access.mayAnswer("mei", "fern")).isEqualTo(may);
        assertThat(access.mayAnswer("lee", "fern")).isFalse();
    }

    private static final class Tokens implements TokenStore {
        private final Map<String, ApiToken> byHash = new LinkedHashMap<>();

        @Override
        public void add(ApiToken token, String hash) {
            byHash.put(hash, token);
        }

        @Override
        public Optional<ApiToken> findByHash(String hash) {
            return Optional.ofNullable(byHash.get(hash));
        }

        @Override
        public List<ApiToken> all() {
            return List.copyOf(byHash.values());
        }

        @Override
        public boolean delete(String id) {
            return byHash.values().removeIf(token -> token.id().equals(id));
        }
    }

    /** Who has an account; nobody signs in here. */
    private static final class People implements AccountStore {
        private final List<Account> all = new ArrayList<>();

        void add(String id, Role role, @Nullable String merchant, boolean locked) {
            all.add(new Account(id, id, "Name of " + id, role, merchant, locked, NOW));
        }

        @Override
        public Optional<Account> find(String id) {
            return all.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public List<Account> all() {
            return all;
        }

        @Override
        public boolean add(Account account, String passwordHash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<WithHash> findByLogin(String login) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean change(Account account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean changePassword(String id, String passwordHash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addSession(String hash, String account, @Nullable String provider, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Open> findSession(String hash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Open> sessions(Instant usedAfter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void touchSession(String hash, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void endSession(String hash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void endSessions(String account, String except) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forgetSessions(Instant before) {
            throw new UnsupportedOperationException();
        }
    }
}
