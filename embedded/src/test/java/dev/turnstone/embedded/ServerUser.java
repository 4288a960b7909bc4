package dev.turnstone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// A process that uses a server: starts it, prints `port PORT`, and at the next line of input closes it, or exits
/// without closing when the line is `exit`.
final class ServerUser {
    private ServerUser() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start(18, Path.of(arguments[0]), Map.of("fsync", "off"));
        System.out.println("port " + server.port());
        if (nextLine().equals("exit")) {
            System.exit(0);
        }
        server.close();
    }

    private static String nextLine() {
        StringBuilder line = new StringBuilder();
        try {
            for (int read = System.in.read(); read >= 0 && read != '\n'; read = System.in.read()) {
                line.append((char) read);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return line.toString();
    }
}
