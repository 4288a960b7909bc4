package dev.turnstone.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The last line of a terminal, drawn again ten times a second by a thread of its own while something runs.
final class LiveLine implements AutoCloseable {
    private static final String GLYPHS = "◐◓◑◒";
    private static final long INTERVAL_MILLIS = 100;
    private final Output output;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<String> text = Optional.empty();
    private long since;
    private int turn;
    private boolean drawn;
    private boolean closed;
    private Optional<Thread> drawing = Optional.empty();

    LiveLine(Output output) {
        this.output = output;
    }

    /// Shows `line` with the time that has passed since now.
    void show(String line) {
        if (!output.live()) {
            return;
        }
        lock.lock();
        try {
            text = Optional.of(line);
            since = System.nanoTime();
            if (drawing.isEmpty()) {
                Thread thread = new Thread(this::draw, "turnstone-progress");
                thread.setDaemon(true);
                drawing = Optional.of(thread);
                thread.start();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Shows another line for what runs since before.
    void update(String line) {
        lock.lock();
        try {
            if (text.isPresent()) {
                text = Optional.of(line);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says something that stays, above the live line.
    void say(Runnable lines) {
        lock.lock();
        try {
            clear();
            lines.run();
            output.flush();
        } finally {
            lock.unlock();
        }
    }

    /// Shows nothing any more.
    void hide() {
        lock.lock();
        try {
            text = Optional.empty();
            clear();
        } finally {
            lock.unlock();
        }
    }

    private void clear() {
        if (drawn) {
            output.erase();
            drawn = false;
        }
    }

    private void draw() {
        lock.lock();
        try {
            while (!closed) {
                if (text.isPresent()) {
                    drawOnce(text.get());
                    boolean ignored = changed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                } else {
                    changed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void drawOnce(String line) {
        Duration passed = Duration.ofNanos(System.nanoTime() - since);
        if (passed.toMillis() < INTERVAL_MILLIS) {
            return;
        }
        String glyph = GLYPHS.substring(turn, turn + 1);
        turn = (turn + 1) % GLYPHS.length();
        String time = Durations.human(passed);
        String left = Output.cut("  " + glyph + " " + line, output.width() - time.length() - 2);
        output.redraw(Output.aligned(left, output.dim(time), time.length(), output.width()));
        drawn = true;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            text = Optional.empty();
            clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
