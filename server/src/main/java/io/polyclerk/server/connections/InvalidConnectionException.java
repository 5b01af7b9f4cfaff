package io.polyclerk.server.connections;

import java.util.List;
import java.util.stream.Collectors;

/** A connection cannot be saved as it stands. */
public final class InvalidConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidConnectionException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> violation.field() + ": " + violation.problem())
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidConnectionException(String field, String problem) {
        this(List.of(new Violation(field, problem)));
    }

    public List<Violation> violations() {
        return violations;
    }
}
