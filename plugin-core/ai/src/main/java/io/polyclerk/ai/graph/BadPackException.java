package io.polyclerk.ai.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A pack that cannot be taken, with everything that is wrong with it. */
public final class BadPackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** @param line from 1; 0 when it is about the whole pack */
    public record Fault(long line, String problem) {}

    public BadPackException(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> fault.line() == 0 ? fault.problem() : "line " + fault.line() + ": " + fault.problem())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    static BadPackException of(long line, String problem) {
        return new BadPackException(List.of(new Fault(line, problem)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
