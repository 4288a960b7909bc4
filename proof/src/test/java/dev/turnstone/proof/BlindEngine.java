package dev.turnstone.proof;

import dev.turnstone.dialect.Dialect;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.conformance.Dump;
import dev.turnstone.testkit.conformance.Engine;
import dev.turnstone.testkit.conformance.Ground;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// An engine whose inspector does not see one kind of object, and may say so.
///
/// @param unmodelled what it says it could not describe
record BlindEngine(Engine engine, Kind kind, List<String> unmodelled) implements Engine {
    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Dialect dialect() {
        return engine.dialect();
    }

    @Override
    public Ground ground() {
        return engine.ground();
    }

    @Override
    public Schema inspect(Ground ground) throws SQLException {
        Schema schema = engine.inspect(ground);
        return new Schema(
                schema.dialect(),
                schema.version(),
                schema.facts().stream().filter(fact -> fact.id().kind() != kind).toList(),
                unmodelled);
    }

    @Override
    public void roles(Collection<String> names) {
        engine.roles(names);
    }

    @Override
    public boolean suits(Collection<String> verified) {
        return engine.suits(verified);
    }

    @Override
    public Optional<String> scratchUrl() {
        return engine.scratchUrl();
    }

    @Override
    public Optional<Dump> dump(Ground ground) {
        return engine.dump(ground);
    }

    @Override
    public void close() {}
}
