package dev.turnstone.postgresql.writer;

import dev.turnstone.dialect.HandMade;
import dev.turnstone.postgresql.text.PostgresAttribute;
import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What no statement makes: indexes that failed to build, and what connects to other servers with a secret.
final class ByHand {
    private ByHand() {}

    /// Why no statement makes an object.
    static Optional<HandMade> of(Fact fact) {
        return switch (fact.id().kind()) {
            case INDEX -> invalid(fact);
            case SUBSCRIPTION ->
                Optional.of(new HandMade(
                        "a subscription connects to another server with a secret, and makes a slot there",
                        "make, alter and drop it by hand"));
            case FOREIGN_DATA_WRAPPER, SERVER, USER_MAPPING -> secret(fact);
            default -> Optional.empty();
        };
    }

    /// Stops the writing of such an object.
    static void refuse(Fact fact) {
        of(fact).ifPresent(byHand -> {
            throw new Unwritable(byHand.why() + ": " + byHand.help());
        });
    }

    private static Optional<HandMade> invalid(Fact index) {
        if (!index.is(PostgresAttribute.INVALID)) {
            return Optional.empty();
        }
        Map<String, String> valid = new HashMap<>(index.definition());
        valid.remove(PostgresAttribute.INVALID);
        String name = Mention.index(index.id());
        return Optional.of(new HandMade(
                "it is invalid: no query uses it, since building it failed or is not done yet",
                "build it with REINDEX INDEX CONCURRENTLY " + name + ", or remove it with DROP INDEX CONCURRENTLY "
                        + name,
                Optional.of(new Fact(index.id(), valid, index.details(), index.needs()))));
    }

    /// Options whose values may be secret were masked when they were read, and nobody can write them.
    private static Optional<HandMade> secret(Fact fact) {
        boolean masked = fact.get(Attribute.OPTIONS).map(Names::read).orElse(List.of()).stream()
                .map(option -> option.substring(option.indexOf('=') + 1))
                .anyMatch(value -> value.startsWith("***") || value.startsWith("sha256:"));
        return masked
                ? Optional.of(new HandMade(
                        "its options may hold secrets, whose values are never read",
                        "make it by hand in every database, or in a migration of your own, with placeholders for its"
                                + " secrets"))
                : Optional.empty();
    }
}
