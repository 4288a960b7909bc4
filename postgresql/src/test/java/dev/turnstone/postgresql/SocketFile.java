package dev.turnstone.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A file that leads to a server's port, for servers that listen at no file themselves.
record SocketFile(ServerSocketChannel listener) implements AutoCloseable {
    static SocketFile to(int port, Path file) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(file));
        Thread.ofVirtual().start(() -> accept(listener, port));
        return new SocketFile(listener);
    }

    private static void accept(ServerSocketChannel listener, int port) {
        try {
            while (true) {
                SocketChannel local = listener.accept();
                SocketChannel server =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                Thread.ofPlatform().daemon().start(() -> pass(local, server));
                Thread.ofPlatform().daemon().start(() -> pass(server, local));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private static void pass(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException closed) {
            // One of the two ends is gone, and so is the other now.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
