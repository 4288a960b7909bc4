package dev.turnstone.diagnostic;

/// How much a finding matters: an error stops, a warning asks for attention, a notice informs.
public enum Severity {
    ERROR,
    WARNING,
    NOTICE
}
