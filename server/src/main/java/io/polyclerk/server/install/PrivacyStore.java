package io.polyclerk.server.install;

import io.polyclerk.spi.PrivacyRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where demands about personal data are kept until they are carried out, and that they were. Thread-safe. */
public interface PrivacyStore {

    /** How far a demand is. */
    enum Status {
        WAITING,
        DONE
    }

    /**
     * A demand.
     *
     * @param request whose subject is forgotten once it is done; null then
     * @param outcome what was found or ended, as counts; null before
     * @param dueAt by when the platform wants it done
     */
    record Demand(
            String id,
            String installation,
            PrivacyRequest.Kind kind,
            @Nullable PrivacyRequest request,
            Status status,
            @Nullable String outcome,
            Instant receivedAt,
            Instant dueAt,
            @Nullable Instant doneAt) {}

    /** Keeps a demand; one that is known already is kept once. @return its id */
    String keep(String installation, PrivacyRequest request, Instant now, Instant due);

    List<Demand> waiting(int limit);

    /** Newest first, of one installation or of all. */
    List<Demand> all(@Nullable String installation, int limit);

    Optional<Demand> find(String id);

    /** @param result what is handed to the merchant; null when nothing is */
    void done(String id, String outcome, @Nullable String result, Instant now);

    /** What was found for a demand of a customer's data. */
    Optional<String> result(String id);
}
