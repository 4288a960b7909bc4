package dev.turnstone.cli;

import java.nio.file.Path;

/// URLs of databases as people write them.
final class Urls {
    private static final String[] FILES = {"jdbc:sqlite:", "sqlite:"};

    private Urls() {}

    /// The same URL, a relative file in it made absolute: `sqlite:app.db` starts in `folder`, wherever the process
    /// runs.
    static String resolve(String url, Path folder) {
        for (String prefix : FILES) {
            if (url.startsWith(prefix)) {
                String file = url.substring(prefix.length());
                boolean slashes = file.startsWith("//");
                boolean named = !file.isEmpty() && !slashes && !file.startsWith(":") && !file.startsWith("file:");
                return named ? prefix + folder.resolve(file) : url;
            }
        }
        return url;
    }
}
