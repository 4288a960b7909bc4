package dev.turnstone.testkit.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Two schemas to go between.
///
/// @param name unique in its file
/// @param from a script that makes the one, run statement by statement in an empty database
/// @param to a script that makes the other
/// @param roles that must exist
/// @param seeds scripts that put rows into the first, in order
/// @param noop whether both are the same; absent when the file does not say
/// @param verified versions the pair was tried on, as `15.18` or `sqlite 3.40.1`; empty when the file does not say
public record Pair(
        String name,
        String from,
        String to,
        Set<String> roles,
        List<String> seeds,
        Optional<Boolean> noop,
        List<String> verified) {
    public Pair {
        roles = Set.copyOf(roles);
        seeds = List.copyOf(seeds);
        verified = List.copyOf(verified);
    }

    /// Two scripts and nothing more.
    public static Pair of(String name, String from, String to) {
        return new Pair(name, from, to, Set.of(), List.of(), Optional.empty(), List.of());
    }
}
