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
                boolean uri = file.startsWith("file:");
                String path = uri ? file.substring("file:".length()) : file;
                boolean named = !path.isEmpty() && !slashes && !path.startsWith(":") && !path.startsWith("/");
                boolean shared = uri && path.contains("mode=memory");
                return named && !shared ? prefix + (uri ? "file:" : "") + folder.resolve(path) : url;
            }
        }
        return url;
    }
}
