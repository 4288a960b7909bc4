package dev.turnstone.proof;

import dev.turnstone.RevertOptions;
import dev.turnstone.plan.PlanRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A migration of several steps over tables with rows.
///
/// @param name of the case
/// @param base what is applied before
/// @param rows statements that put rows into it
/// @param change the migration
record HalfAppliedCase(String name, String base, String rows, String change) {
    private static final String RESOURCE = "/half/cases.txt";

    /// All of `half/cases.txt`.
    static List<HalfAppliedCase> all() {
        String text = text();
        List<HalfAppliedCase> cases = new ArrayList<>();
        for (String part : text.split("(?m)^=== ", -1)) {
            if (!part.isBlank()) {
                String[] sections = part.split("(?m)^--- (?:base|rows|change)\\n", -1);
                cases.add(new HalfAppliedCase(sections[0].strip(), sections[1], sections[2], sections[3]));
            }
        }
        return cases;
    }

    /// How it goes back; some have values that its way back gives up.
    RevertOptions back() {
        return back(name.endsWith("(lossy)"));
    }

    static RevertOptions back(boolean lossy) {
        return new RevertOptions(new PlanRequest.Target.Steps(1), lossy, Optional.empty());
    }

    private static String text() {
        try (InputStream resource = Objects.requireNonNull(HalfAppliedCase.class.getResourceAsStream(RESOURCE))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
