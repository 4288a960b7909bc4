package dev.turnstone.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one contestant does each round.
///
/// @param name in the table
/// @param prepare not timed
/// @param command timed
/// @param folder where it runs
/// @param proof not timed; throws when the work was not done
record Turn(String name, Action prepare, List<String> command, Path folder, Action proof) {
    /// What may fail.
    @FunctionalInterface
    interface Action {
        Action NOTHING = () -> {};

        void run() throws Exception;
    }

    /// Times all turns, `rounds` times one after the other, so that whatever else the machine does meets them alike.
    static Map<String, Samples> interleaved(int rounds, List<Turn> turns) throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Turn turn : turns) {
                turn.prepare.run();
                Timed timed = Timed.run(turn.command, turn.folder);
                turn.proof.run();
                seconds.computeIfAbsent(turn.name, name -> new ArrayList<>()).add(timed.seconds());
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        seconds.forEach((name, measured) -> samples.put(name, new Samples(measured)));
        return samples;
    }
}
