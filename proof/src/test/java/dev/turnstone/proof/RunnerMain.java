package dev.turnstone.proof;

import dev.turnstone.MigrateOptions;
import dev.turnstone.MigrationEvent;
import dev.turnstone.MigrationEvent.ProtocolPoint;
import dev.turnstone.MigrationException;
import dev.turnstone.Migrator;
import dev.turnstone.RevertOptions;
import dev.turnstone.migration.Version;
import dev.turnstone.plan.PlanRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// One `migrate`, or one `revert`, in a process of its own, made to be killed: it says where it is, and stops where it
/// is told to.
///
/// Before it says READY it has looked at the database once, so that nothing has to be loaded when it begins.
///
/// Standard input: `run`, or `stop POINT N` to stop the Nth time the point is reached until another line comes.
/// Standard
/// output: `READY`, `AT POINT`, `WAITED WHAT`, `STOPPED`, and last `DONE` or `FAILED CODE MESSAGE`.
final class RunnerMain {
    /// Before an order: revert all above the first migration instead.
    static final String BACK = "back ";

    /// What a person asks for who does not know how far a killed run came.
    static final RevertOptions TO_THE_BASE =
            new RevertOptions(new PlanRequest.Target.To(new Version("1")), true, Optional.empty());

    private static final int DEFECT = 70;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final Map<ProtocolPoint, Integer> reached = new EnumMap<>(ProtocolPoint.class);
    private Optional<ProtocolPoint> stop = Optional.empty();
    private int occurrence;

    private RunnerMain() {}

    /// Runs with the arguments `URL PROJECT`.
    public static void main(String[] args) {
        System.exit(new RunnerMain().run(args[0], Path.of(args[1])));
    }

    private int run(String url, Path project) {
        Migrator migrator = Projects.migrator(url, project, this::on);
        int known = migrator.status().standings().size();
        out.println("READY " + known);
        String line = line();
        boolean back = line.startsWith(BACK);
        String[] order = (back ? line.substring(BACK.length()) : line).split(" ", -1);
        if (order[0].equals("stop")) {
            stop = Optional.of(ProtocolPoint.valueOf(order[1]));
            occurrence = Integer.parseInt(order[2]);
        }
        try {
            int count = (back ? migrator.revert(TO_THE_BASE) : migrator.migrate(MigrateOptions.ALL))
                    .migrations()
                    .size();
            out.println("DONE " + count);
            return 0;
        } catch (MigrationException e) {
            out.println("FAILED " + e.exitCode() + " " + oneLine(e));
            return e.exitCode();
        } catch (RuntimeException e) {
            out.println("FAILED " + DEFECT + " " + oneLine(e));
            e.printStackTrace(out);
            return DEFECT;
        }
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replace('\n', ' ');
    }

    private void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Reached at) {
            out.println("AT " + at.point());
            int times = reached.merge(at.point(), 1, Integer::sum);
            if (stop.equals(Optional.of(at.point())) && times == occurrence) {
                out.println("STOPPED");
                out.println("GOES ON " + line());
            }
        } else if (event instanceof MigrationEvent.Waited waited) {
            out.println(
                    "WAITED " + waited.waiting().what() + " " + waited.waiting().holder());
        } else if (event instanceof MigrationEvent.Retrying retrying) {
            out.println("RETRYING " + retrying.reason() + " " + retrying.blockers());
        }
    }

    /// The next line; the process ends when its parent is gone.
    private String line() {
        try {
            String line = in.readLine();
            if (line == null) {
                System.exit(DEFECT);
            }
            return String.valueOf(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
