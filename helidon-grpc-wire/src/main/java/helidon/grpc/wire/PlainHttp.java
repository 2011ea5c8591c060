package helidon.grpc.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.http2.Http2FrameType;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Helidon's own HTTP/2 connection for what is not gRPC. It is handed the frames of these streams as if there were no
 * others, and what it writes goes through this connection's windows, which it takes to be wide open.
 */
final class PlainHttp implements ConnectionContext, DataWriter {

    private static final Map<String, Integer> PSEUDO = Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

    private final Connection connection;
    private final ConnectionContext socket;
    private final BlockingQueue<byte[]> in = new LinkedBlockingQueue<>();
    private final DataReader reader = DataReader.create(this::next);
    /** A block of header fields, whose frames nothing may come between. */
    private final FrameBuffer block = new FrameBuffer();

    private boolean blockEnds;

    PlainHttp(Connection connection, ConnectionContext socket, Limit limit) {
        this.connection = connection;
        this.socket = socket;
        var limits = connection.limits();
        var config = Http2Config.builder()
                .initialWindowSize(limits.receiveBufferBytes())
                .maxConcurrentStreams(limits.maxConcurrentStreams())
                .maxHeaderListSize(limits.maxMetadataBytes())
                .maxRapidResets(-1)
                .build();
        var helidon =
                Http2ConnectionSelector.builder().http2Config(config).build().connection(this);
        // Without a table, blocks need no order between its streams and calls.
        var settings = ByteBuffer.allocate(12)
                .putShort((short) 0x1)
                .putInt(0)
                .putShort((short) 0x4)
                .putInt(Integer.MAX_VALUE);
        take(new FrameBuffer()
                .append(Receiver.PREFACE)
                .frame(Http2FrameType.SETTINGS, 0, 0, settings.array())
                .windowUpdate(0, Integer.MAX_VALUE - Outbound.DEFAULT_WINDOW));
        Thread.startVirtualThread(() -> {
            try {
                helidon.handle(limit);
            } catch (InterruptedException | RuntimeException e) {
                // It ends by one of these in any case.
            }
        });
    }

    /** Whether Helidon would take it; what it would not ends its connection, with all other requests on it. */
    static boolean understands(RequestHeaders request) {
        try {
            HttpPrologue.create("HTTP/2.0", "HTTP", "2.0", Method.create(request.method()), request.path(), true);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void begin(int id, RequestHeaders request, boolean end) {
        connection.begin(id, new PlainStream(connection, this, id, end));
        var fields = new HeaderBlock();
        // Helidon 4.5.0 takes these by number alone, where RFC 7541 lets a peer spell them out.
        request.pseudo().forEach((name, value) -> fields.add(PSEUDO.getOrDefault(name, 0), value));
        request.fields().forEach(field -> fields.add(field.name(), field.value()));
        take(new FrameBuffer().headers(id, fields.bytes(), end));
    }

    void take(FrameBuffer frames) {
        in.add(frames.toBytes());
    }

    void end() {
        in.add(SendStream.NOTHING);
    }

    /** Whole frames, one at a time. */
    @Override
    public void writeNow(BufferData data) {
        var frame = data.readBytes();
        var type = Http2FrameType.byId(frame[3]);
        int flags = frame[4];
        int id = ByteBuffer.wrap(frame).getInt(5);
        if (type == Http2FrameType.GO_AWAY) {
            connection.plainEnded();
        } else if (connection.streams().get(id) instanceof PlainStream stream) {
            write(stream, type, flags, frame);
        }
    }

    private void write(PlainStream stream, Http2FrameType type, int flags, byte[] frame) {
        switch (type) {
            case HEADERS, CONTINUATION -> {
                block.append(frame);
                blockEnds |= type == Http2FrameType.HEADERS && (flags & InboundFrame.END_STREAM) != 0;
                if ((flags & InboundFrame.END_HEADERS) != 0) {
                    stream.headers(block.toBytes(), blockEnds);
                    block.clear();
                    blockEnds = false;
                }
            }
            case DATA ->
                stream.data(
                        Arrays.copyOfRange(frame, InboundFrame.HEADER_BYTES, frame.length),
                        (flags & InboundFrame.END_STREAM) != 0);
            case WINDOW_UPDATE -> connection.send(buffer -> buffer.append(frame));
            case RST_STREAM -> stream.refuse(frame);
            default -> {} // The connection has settings and pings of its own.
        }
    }

    @Override
    public void writeNow(BufferData... data) {
        writeNow(BufferData.create(data));
    }

    @Override
    public void write(BufferData... data) {
        writeNow(data);
    }

    @Override
    public void write(BufferData data) {
        writeNow(data);
    }

    @Override
    public DataWriter dataWriter() {
        return this;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return socket.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return socket.executor();
    }

    @Override
    public Router router() {
        return socket.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return socket.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return socket.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return socket.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return socket.localPeer();
    }

    @Override
    public boolean isSecure() {
        return socket.isSecure();
    }

    @Override
    public String socketId() {
        return socket.socketId();
    }

    @Override
    public String childSocketId() {
        return socket.childSocketId();
    }

    /** Null, which is how a socket tells the end. */
    @SuppressWarnings("NullAway")
    private byte[] next() {
        try {
            var bytes = in.take();
            return bytes.length == 0 ? null : bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
