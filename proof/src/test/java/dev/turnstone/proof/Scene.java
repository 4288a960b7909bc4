package dev.turnstone.proof;

import java.nio.file.Path;
import java.util.List;

/// A project of migrations and a kind of database to kill runners on.
interface Scene {
    /// What it is called in the table of kills.
    String engine();

    /// The folder of the project.
    Path project();

    /// An empty database.
    Stage stage();

    /// One database of a scene.
    interface Stage extends AutoCloseable {
        /// Where it is.
        String url();

        /// Every fact of the schema and every row outside the history, in any order.
        List<String> contents();

        /// Every completed attempt in order, without what differs between two runs of the same.
        List<String> history();

        /// How many attempts say that they are still running.
        int running();

        /// Returns when the database works on a statement that begins with `text`.
        void awaitWork(String text);

        @Override
        void close();
    }
}
