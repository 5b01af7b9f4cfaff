package io.polyclerk.server.api;

import io.polyclerk.server.connections.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    public static ProblemException of(int status, String code, @Nullable String detail) {
        return new ProblemException(Problem.of(status, code, detail));
    }

    /** 404: there is nothing of this kind with this id. */
    public static ProblemException notFound(String kind) {
        return of(404, "not-found", "there is no such " + kind);
    }

    /** 422: one field of the request is wrong. */
    public static ProblemException invalid(String field, String what) {
        return new ProblemException(
                Problem.of(422, "invalid", field + ": " + what, List.of(new Violation(field, what))));
    }

    /** 422: several things are wrong. @param violations at least one */
    public static ProblemException invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
        return new ProblemException(
                Problem.of(422, "invalid", first.field() + ": " + first.problem() + more, violations));
    }

    public Problem problem() {
        return problem;
    }
}
