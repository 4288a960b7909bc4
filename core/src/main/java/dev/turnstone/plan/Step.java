package dev.turnstone.plan;

import dev.turnstone.history.Chain;
import dev.turnstone.migration.Annotated;
import dev.turnstone.sql.Effect;
import dev.turnstone.sql.TextDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A part of a migration that is done as a whole or not at all.
public sealed interface Step {
    /// Its place in the migration, from 1.
    int number();

    /// SHA-256 of what it executes, hex: tells an edited file after a failure.
    String hash();

    /// What it touches.
    Set<Effect> effects();

    /// Statements that share a transaction.
    ///
    /// @param settings statements of earlier steps whose effect must hold here too, executed first
    record Transaction(int number, List<Annotated> settings, List<Annotated> statements) implements Step {
        public Transaction {
            settings = List.copyOf(settings);
            statements = List.copyOf(statements);
        }

        @Override
        public String hash() {
            TextDigest all = new TextDigest();
            for (Annotated planned : statements) {
                all.add(planned.statement().text()).add("\n;\n");
            }
            return all.hex();
        }

        @Override
        public Set<Effect> effects() {
            Set<Effect> effects = EnumSet.noneOf(Effect.class);
            for (Annotated planned : statements) {
                effects.add(planned.statement().effect());
            }
            return effects;
        }
    }

    /// A statement that must stand alone, outside any transaction.
    ///
    /// @param settings as in `Transaction`
    record Alone(int number, List<Annotated> settings, Annotated statement) implements Step {
        public Alone {
            settings = List.copyOf(settings);
        }

        @Override
        public String hash() {
            return Chain.hash(statement.statement().text());
        }

        @Override
        public Set<Effect> effects() {
            return EnumSet.of(statement.statement().effect());
        }
    }

    /// A Java migration: one transaction around its `up` or `down`.
    record Code(int number, String className) implements Step {
        @Override
        public String hash() {
            return Chain.hash(className);
        }

        @Override
        public Set<Effect> effects() {
            return EnumSet.of(Effect.SCHEMA, Effect.DATA);
        }
    }
}
