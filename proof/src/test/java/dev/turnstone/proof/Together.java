package dev.turnstone.proof;

import dev.turnstone.MigrateOptions;
import dev.turnstone.Migrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Many runners that begin at the same moment.
final class Together {
    /// What a round may take.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Together() {}

    /// How a round went.
    ///
    /// @param migrations how many each runner says that it has applied
    /// @param duration from the common beginning to the last one's end
    record Round(List<Integer> migrations, Duration duration) {
        int applied() {
            return migrations.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// Lets `threads` migrators of their own and the waiting `processes` migrate at once.
    static Round migrate(int threads, Supplier<Migrator> migrator, List<RunnerProcess> processes) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(threads + 1);
        List<CompletableFuture<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Migrator own = migrator.get();
            CompletableFuture<Integer> run = new CompletableFuture<>();
            runs.add(run);
            Thread.ofPlatform().daemon().name("runner-" + i).start(() -> run(own, barrier, run));
        }
        barrier.await();
        long began = System.nanoTime();
        processes.forEach(RunnerProcess::go);
        List<Integer> migrations = new ArrayList<>();
        for (CompletableFuture<Integer> run : runs) {
            migrations.add(result(run, LIMIT.minusNanos(System.nanoTime() - began)));
        }
        for (RunnerProcess process : processes) {
            String last = process.end().last();
            if (!last.startsWith("DONE ")) {
                throw new AssertionError("a process said: " + last);
            }
            migrations.add(Integer.valueOf(last.substring("DONE ".length())));
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - began);
        if (duration.compareTo(LIMIT) > 0) {
            throw new AssertionError("a round took " + duration);
        }
        return new Round(migrations, duration);
    }

    private static void run(Migrator migrator, CyclicBarrier barrier, CompletableFuture<Integer> run) {
        try {
            barrier.await();
            run.complete(migrator.migrate(MigrateOptions.ALL).migrations().size());
        } catch (Exception e) {
            run.completeExceptionally(e);
        }
    }

    private static int result(CompletableFuture<Integer> run, Duration left) throws Exception {
        try {
            return run.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a round took longer than " + LIMIT, e);
        } catch (ExecutionException e) {
            throw new AssertionError("a runner failed: " + e.getCause(), e.getCause());
        }
    }
}
