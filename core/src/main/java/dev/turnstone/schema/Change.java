package dev.turnstone.schema;

import java.util.Optional;

/// One difference between two schemas, and what brings the first to the second.
public sealed interface Change {
    /// Whom it concerns: as it is called before, when it has a before.
    Id id();

    /// An object that is new.
    ///
    /// @param fill for a column: the expression that existing rows get, when that is not its default
    record Create(Fact fact, Optional<String> fill) implements Change {
        @Override
        public Id id() {
            return fact.id();
        }
    }

    /// An object that is no more.
    record Drop(Fact fact) implements Change {
        @Override
        public Id id() {
            return fact.id();
        }
    }

    /// An object that is defined differently under the same identity.
    ///
    /// @param using for a column: the expression its values become, when a cast does not say it
    /// @param fill for a column that takes no NULL from now on: the expression that rows without a value get
    record Alter(Fact from, Fact to, Optional<String> using, Optional<String> fill) implements Change {
        /// An alteration that fills nothing.
        public Alter(Fact from, Fact to, Optional<String> using) {
            this(from, to, using, Optional.empty());
        }

        public Alter {
            if (!from.id().equals(to.id())) {
                throw new IllegalArgumentException(from.id() + " does not become " + to.id() + " by an alteration");
            }
        }

        @Override
        public Id id() {
            return from.id();
        }
    }

    /// An object that has another name, and everything below it with it.
    record Rename(Id from, Id to) implements Change {
        public Rename {
            if (from.kind() != to.kind()) {
                throw new IllegalArgumentException(from + " cannot be renamed to " + to);
            }
        }

        @Override
        public Id id() {
            return from;
        }
    }
}
