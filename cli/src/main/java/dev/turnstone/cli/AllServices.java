package dev.turnstone.cli;

import dev.turnstone.MigrationException;
import dev.turnstone.MigrationException.Misconfigured;
import dev.turnstone.dialect.EmbeddedDatabaseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One command for all services of the file, one after the other.
///
/// One that reads goes on when a service cannot be read, tells all problems at the end, and ends with the worst exit
/// code. One that changes something stops at the first failure, and says which services it did not come to.
record AllServices(Command command, Invocation invocation) {
    /// The exit code.
    int run() {
        List<String> services = services();
        Map<String, RuntimeException> failures = new LinkedHashMap<>();
        int worst = ExitCode.FINE;
        for (int i = 0; i < services.size(); i++) {
            String service = services.get(i);
            if (i > 0 && !invocation.json()) {
                invocation.output().say("");
            }
            int exitCode = ExitCode.FINE;
            try {
                exitCode = command.run(of(service));
            } catch (MigrationException | EmbeddedDatabaseException failure) {
                failures.put(service, failure);
            }
            worst = Math.max(worst, exitCode);
            boolean failed = exitCode != ExitCode.FINE || failures.containsKey(service);
            boolean interrupted = failures.get(service) instanceof MigrationException.Interrupted;
            if (failed && (interrupted || !command.syntax().reads())) {
                worst = Math.max(worst, complain(failures));
                untouched(services.subList(i + 1, services.size()));
                return worst;
            }
        }
        return Math.max(worst, complain(failures));
    }

    private List<String> services() {
        Optional<ConfigurationFile> file = Configuration.file(invocation.arguments(), invocation.surroundings());
        List<String> services = file.map(found -> found.names("service.")).orElse(List.of());
        if (services.isEmpty()) {
            throw new Misconfigured("--service all: there is no [service.NAME] in "
                    + file.map(ConfigurationFile::shown).orElse(ConfigurationFile.NAME));
        }
        return services;
    }

    private Invocation of(String service) {
        return new Invocation(
                invocation.arguments().with("--service", service), invocation.surroundings(), invocation.output());
    }

    /// @return the worst exit code
    private int complain(Map<String, RuntimeException> failures) {
        int worst = ExitCode.FINE;
        Complaints complaints = new Complaints(invocation, command.syntax().name());
        for (Map.Entry<String, RuntimeException> failure : failures.entrySet()) {
            if (!invocation.json()) {
                invocation.output().complain("service " + failure.getKey() + ":");
            }
            worst = Math.max(worst, complaints.stopped(failure.getValue()));
        }
        return worst;
    }

    private void untouched(List<String> services) {
        if (!services.isEmpty() && !invocation.json()) {
            List<String> names = new ArrayList<>(services);
            invocation.output().complain("Not begun: " + String.join(", ", names) + ".");
        }
    }
}
