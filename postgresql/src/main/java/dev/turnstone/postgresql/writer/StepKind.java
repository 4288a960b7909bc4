package dev.turnstone.postgresql.writer;

/// Whether statements share a transaction with others, and with which.
enum StepKind {
    /// They stand in one transaction with everything around them.
    TRANSACTIONAL,
    /// `CREATE INDEX CONCURRENTLY`: outside any transaction, and it may fail on rows.
    CONCURRENT_BUILD,
    /// `VALIDATE CONSTRAINT`: begins a transaction, so that no strong lock is held while it reads, and it may fail on
    /// rows.
    VALIDATION,
    /// `DROP INDEX CONCURRENTLY`: outside any transaction, and it cannot fail on rows.
    CONCURRENT_DROP;

    /// Whether it stands outside any transaction.
    boolean alone() {
        return this == CONCURRENT_BUILD || this == CONCURRENT_DROP;
    }
}
