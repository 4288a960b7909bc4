package dev.turnstone.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A network between a client and a PostgreSQL server that can be cut, can fall silent, and counts what passes.
///
/// It reads the client's side of the protocol message by message; TLS is refused by a server that is not set up for it,
/// so that the messages stay readable.
public final class TcpProxy implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int BUFFER = 64 * 1024;

    /// What becomes of a connection on which the client says what a trap waits for.
    public enum Fate {
        /// The message is not passed on and all connections are closed.
        CUT_BEFORE,
        /// The message is passed on, nothing of the answer comes back, and all connections are closed.
        CUT_AFTER,
        /// The message is passed on, and then nothing passes any more in either direction, on any connection.
        SILENCE_AFTER,
        /// Neither the message nor anything after it passes on this connection, in either direction; others are served.
        /// Its two ends do not learn of each other's end.
        VANISH_BEFORE,
        /// The same, but the message is passed on.
        VANISH_AFTER
    }

    private record Trap(String text, Fate fate, CountDownLatch sprung) {}

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Character, LongAdder> messages = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final AtomicReference<@Nullable CountDownLatch> silence = new AtomicReference<>();

    private TcpProxy(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /// A proxy on a free local port, before the server on local port `target`.
    public static TcpProxy to(int target) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            TcpProxy proxy = new TcpProxy(target, listener);
            start("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port clients connect to, on 127.0.0.1.
    public int port() {
        return listener.getLocalPort();
    }

    /// `url`, a JDBC URL of the server, by way of this proxy.
    public String through(String url) {
        String direct = ":" + target + "/";
        if (!url.contains(direct)) {
            throw new IllegalArgumentException(url + " does not lead to port " + target);
        }
        return url.replace(direct, ":" + port() + "/");
    }

    /// How many connections clients have opened, those that only ask for a cancellation not counted.
    public int connections() {
        return connections.get();
    }

    /// How often clients have waited for the server: each simple query and each Sync, start-up not counted.
    public long roundTrips() {
        return messages('Q') + messages('S') + messages('F');
    }

    /// How many messages of a type clients have sent: `Q` query, `P` parse, `B` bind, `E` execute, `S` sync, …
    public long messages(char type) {
        LongAdder count = messages.get(type);
        return count == null ? 0 : count.sum();
    }

    /// Begins to count anew.
    public void resetCounts() {
        messages.clear();
        connections.set(0);
    }

    /// Closes every connection that is open; new ones are served.
    public void cut() {
        sockets.forEach(TcpProxy::close);
    }

    /// From now on nothing passes, on open connections and on new ones; none is closed. Until `resume`.
    public void silence() {
        silence.compareAndSet(null, new CountDownLatch(1));
    }

    /// Lets everything pass again that `silence` holds back.
    public void resume() {
        CountDownLatch gate = silence.getAndSet(null);
        if (gate != null) {
            gate.countDown();
        }
    }

    /// Does `fate` once, when a client's message holds `text`.
    ///
    /// @return opens when that has happened
    public CountDownLatch trap(String text, Fate fate) {
        Trap set = new Trap(text, fate, new CountDownLatch(1));
        trap.set(set);
        return set.sprung();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                start("proxy-connect", () -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        Socket server = new Socket();
        sockets.add(server);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            AtomicBoolean vanished = new AtomicBoolean();
            start("proxy-answers", () -> answers(server, client, vanished));
            requests(client, server, vanished);
            if (!vanished.get()) {
                close(server);
            }
        } catch (IOException ended) {
            close(server);
        } finally {
            close(client);
        }
    }

    private void requests(Socket client, Socket server, AtomicBoolean vanished) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
        OutputStream out = new BufferedOutputStream(server.getOutputStream(), BUFFER);
        while (startUp(in, out)) {
            // The server answers to each request for encryption with one byte; the client then sends another start-up.
        }
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            byte[] body = body(in);
            messages.computeIfAbsent((char) type, key -> new LongAdder()).increment();
            Trap sprung = springs(body);
            if (sprung == null) {
                await();
                send(out, type, body);
                if (in.available() == 0) {
                    out.flush();
                }
            } else {
                spring(sprung, in, out, type, body, vanished);
            }
            if (vanished.get()) {
                long ignored = in.transferTo(OutputStream.nullOutputStream());
                return;
            }
        }
    }

    /// Passes a start-up message on; whether another one follows.
    private boolean startUp(DataInputStream in, OutputStream out) throws IOException {
        byte[] body = body(in);
        int code = ByteBuffer.wrap(body).getInt();
        if (code != SSL_REQUEST && code != GSS_REQUEST && code != CANCEL_REQUEST) {
            connections.incrementAndGet();
        }
        await();
        send(out, -1, body);
        out.flush();
        return code == SSL_REQUEST || code == GSS_REQUEST;
    }

    private @Nullable Trap springs(byte[] body) {
        Trap set = trap.get();
        boolean springs = set != null
                && new String(body, StandardCharsets.UTF_8).contains(set.text())
                && trap.compareAndSet(set, null);
        return springs ? set : null;
    }

    private void spring(
            Trap sprung, DataInputStream in, OutputStream out, int type, byte[] body, AtomicBoolean vanished)
            throws IOException {
        switch (sprung.fate()) {
            case CUT_BEFORE -> cut();
            case CUT_AFTER -> {
                silence();
                passRest(in, out, type, body);
                cut();
                resume();
            }
            case SILENCE_AFTER -> {
                silence();
                passRest(in, out, type, body);
            }
            case VANISH_BEFORE -> {
                vanished.set(true);
                // What came before it on the same connection was sent, and arrives.
                out.flush();
            }
            case VANISH_AFTER -> {
                vanished.set(true);
                passRest(in, out, type, body);
            }
        }
        sprung.sprung().countDown();
    }

    /// Passes on the message and what follows it up to the end of the client's turn.
    private void passRest(DataInputStream in, OutputStream out, int type, byte[] body) throws IOException {
        int last = type;
        send(out, type, body);
        while (last != 'Q' && last != 'S') {
            last = in.read();
            if (last < 0) {
                throw new EOFException("the client ended in the middle of its turn");
            }
            messages.computeIfAbsent((char) last, key -> new LongAdder()).increment();
            send(out, last, body(in));
        }
        out.flush();
    }

    private static byte[] body(DataInputStream in) throws IOException {
        byte[] body = new byte[in.readInt() - Integer.BYTES];
        in.readFully(body);
        return body;
    }

    private static void send(OutputStream out, int type, byte[] body) throws IOException {
        if (type >= 0) {
            out.write(type);
        }
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt(body.length + Integer.BYTES)
                .array());
        out.write(body);
    }

    private void answers(Socket server, Socket client, AtomicBoolean vanished) {
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            int read = in.read(buffer);
            while (read >= 0) {
                await();
                if (!vanished.get()) {
                    out.write(buffer, 0, read);
                }
                read = in.read(buffer);
            }
        } catch (IOException ended) {
            close(server);
        } finally {
            if (!vanished.get()) {
                close(client);
            }
            close(server);
        }
    }

    private void await() throws IOException {
        CountDownLatch gate = silence.get();
        while (gate != null) {
            try {
                boolean ignored = gate.await(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while silent", e);
            }
            gate = silence.get();
        }
    }

    private static void start(String name, Runnable task) {
        Thread.ofVirtual().name(name).start(task);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes everything.
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        resume();
    }
}
