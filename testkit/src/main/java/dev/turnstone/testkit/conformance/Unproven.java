package dev.turnstone.testkit.conformance;

/// The library itself says that what it wrote does not do what it should.
final class Unproven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unproven(String message) {
        super(message);
    }
}
