package dev.turnstone.benchmarks;

import java.util.List;

/// Repeated measurements of one thing.
record Samples(List<Double> values) {
    Samples {
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double least() {
        return values.getFirst();
    }

    double most() {
        return values.getLast();
    }
}
