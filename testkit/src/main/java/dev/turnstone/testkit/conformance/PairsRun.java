package dev.turnstone.testkit.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Judges many pairs side by side.
public final class PairsRun {
    private PairsRun() {}

    /// What came of it.
    ///
    /// @param verdicts in the order in which they were reached
    /// @param skipped names of pairs that were not tried, because they were made for other versions
    public record Result(List<Verdict> verdicts, List<String> skipped) {
        public Result {
            verdicts = List.copyOf(verdicts);
            skipped = List.copyOf(skipped);
        }

        /// How many pass.
        public long passed() {
            return verdicts.stream().filter(Verdict::pass).count();
        }

        /// How many do not.
        public long failed() {
            return verdicts.size() - passed();
        }

        /// How many fail for each reason.
        public Map<Reason, Integer> totals() {
            Map<Reason, Integer> totals = new EnumMap<>(Reason.class);
            for (Verdict verdict : verdicts) {
                verdict.fault().ifPresent(fault -> totals.merge(fault.reason(), 1, Integer::sum));
            }
            return totals;
        }
    }

    /// Judges the pairs that suit the engine.
    ///
    /// @param jobs how many at a time
    /// @param listener hears each verdict as it is reached, one at a time
    public static Result judge(List<Pair> pairs, Engine engine, Judge judge, int jobs, Consumer<Verdict> listener)
            throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
            CompletionService<Verdict> results = new ExecutorCompletionService<>(workers);
            int running = 0;
            for (Pair pair : pairs) {
                if (engine.suits(pair.verified())) {
                    results.submit(() -> judge.judge(pair));
                    running++;
                } else {
                    skipped.add(pair.name());
                }
            }
            for (; running > 0; running--) {
                Verdict verdict = results.take().get();
                verdicts.add(verdict);
                listener.accept(verdict);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pair could not be judged", e);
        }
        return new Result(verdicts, skipped);
    }
}
