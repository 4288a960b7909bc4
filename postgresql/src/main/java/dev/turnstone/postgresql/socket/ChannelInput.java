package dev.turnstone.postgresql.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/// What arrives at a channel, with a bound for the wait.
final class ChannelInput extends InputStream {
    private final SocketChannel channel;
    private final Selector selector;
    private volatile int mostWait;

    ChannelInput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /// Bounds every wait from now on, in milliseconds; 0 for no bound.
    void waitAtMost(int millis) {
        mostWait = millis;
    }

    int mostWait() {
        return mostWait;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int read = channel.read(buffer);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostWait);
        while (read == 0) {
            await(deadline);
            read = channel.read(buffer);
        }
        return read;
    }

    private void await(long deadline) throws IOException {
        long left = mostWait == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (mostWait != 0 && left <= 0) {
            throw new SocketTimeoutException("no answer within " + mostWait + " ms");
        }
        try {
            selector.select(left);
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException closed) {
            throw new IOException("the connection is closed", closed);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("the wait for an answer was interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
