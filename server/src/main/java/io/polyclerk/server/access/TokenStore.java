package io.polyclerk.server.access;

import java.util.List;
import java.util.Optional;

/** Where tokens are kept, as hashes. Thread-safe. */
public interface TokenStore {

    void add(ApiToken token, String hash);

    Optional<ApiToken> findByHash(String hash);

    List<ApiToken> all();

    /** @return whether there was one */
    boolean delete(String id);
}
