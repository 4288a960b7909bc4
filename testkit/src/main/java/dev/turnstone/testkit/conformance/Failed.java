package dev.turnstone.testkit.conformance;

import dev.turnstone.testkit.conformance.Verdict.Fault;

/// Ends the judgement of a pair.
final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LIMIT = 600;
    private final transient Fault fault;

    Failed(Reason reason, String detail) {
        super(reason.code() + ": " + detail);
        String line = detail.strip().replaceAll("\\s+", " ");
        this.fault = new Fault(reason, line.length() > LIMIT ? line.substring(0, LIMIT) + "…" : line);
    }

    Fault fault() {
        return fault;
    }
}
