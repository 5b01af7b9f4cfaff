package io.polyclerk.server.install;

import java.time.Instant;

/** Where deeds are recorded. */
@FunctionalInterface
public interface AuditSink {
    void record(Instant at, String actor, String action, String subject);
}
