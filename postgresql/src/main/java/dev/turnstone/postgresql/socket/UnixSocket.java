package dev.turnstone.postgresql.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A channel to a file, as the `Socket` that the driver asks for. What only a network has is accepted and does nothing.
final class UnixSocket extends Socket {
    private final SocketChannel channel;
    private final ChannelInput input;
    private final ChannelOutput output;

    private UnixSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.input = new ChannelInput(channel);
        this.output = new ChannelOutput(channel);
    }

    static UnixSocket connect(Path file) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(file));
            channel.configureBlocking(false);
            return new UnixSocket(channel);
        } catch (IOException refused) {
            channel.close();
            ConnectException named = new ConnectException("no server listens at " + file);
            named.initCause(refused);
            throw named;
        }
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // Connected from the beginning.
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void setSoTimeout(int timeout) {
        input.waitAtMost(timeout);
    }

    @Override
    public int getSoTimeout() {
        return input.mostWait();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Nothing is delayed.
    }

    @Override
    public void setKeepAlive(boolean on) {
        // The other end cannot vanish without this one hearing of it.
    }

    @Override
    public void setReceiveBufferSize(int size) {
        // The system's own size is used.
    }

    @Override
    public void setSendBufferSize(int size) {
        // The system's own size is used.
    }

    @Override
    public int getSendBufferSize() {
        return ChannelOutput.BUFFER;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        input.close();
        output.close();
    }
}
