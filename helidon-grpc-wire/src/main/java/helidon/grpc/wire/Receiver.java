package helidon.grpc.wire;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2FrameType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a connection's frames to where they belong, on the connection's thread, which runs no handler. */
final class Receiver implements FrameReader.Pause {

    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What all calls together may have on its way. It is opened again at once, so that none is held up by another. */
    private static final int WINDOW = 1024 * 1024;

    /** Nobody opens a window by so little who has much to read. */
    private static final int SMALL_WINDOW = 512;

    private static final int SETTINGS_COST = 10;

    private final Connection connection;
    private final Admission admission;
    private final Patience patience = new Patience();
    private final FrameReader frames;
    private final HeaderReader headers;
    private final PeerSettings settings = new PeerSettings();
    private final List<Stream> touched = new ArrayList<>(4);
    private int unread;

    Receiver(Connection connection, DataReader in, Map<String, Method<?, ?>> methods) {
        this.connection = connection;
        admission = new Admission(connection, methods);
        frames = new FrameReader(in, this);
        var decoder = new HeaderDecoder(connection.limits().maxMetadataBytes());
        headers = new HeaderReader(frames, decoder, patience);
    }

    int peerWindow() {
        return settings.initialWindow();
    }

    /** Takes frames until the peer is gone, or breaks a rule. */
    void run() throws InterruptedException {
        connection.send(this::greet);
        frames.preface(PREFACE);
        var first = frames.next();
        require(first.type() == Http2FrameType.SETTINGS && !first.has(InboundFrame.ACK), "SETTINGS must come first");
        connection.lifetime().headersCame();
        for (var frame = first; !Thread.currentThread().isInterrupted(); frame = frames.next()) {
            connection.lifetime().read();
            take(frame);
            connection.outbound().awaitRoom();
        }
    }

    void discard() {
        frames.discard();
    }

    @Override
    public void beforeWaiting(boolean owed) {
        touched.forEach(Stream::start);
        touched.clear();
        if (owed) {
            connection.lifetime().expectHeaders();
        }
    }

    private void greet(FrameBuffer buffer) {
        var limits = connection.limits();
        var payload = ByteBuffer.allocate(18)
                .putShort((short) 0x3)
                .putInt(limits.maxConcurrentStreams())
                .putShort((short) 0x4)
                .putInt(limits.receiveBufferBytes())
                .putShort((short) 0x6)
                .putInt(limits.maxMetadataBytes());
        buffer.frame(Http2FrameType.SETTINGS, 0, 0, payload.array()).windowUpdate(0, WINDOW - Outbound.DEFAULT_WINDOW);
    }

    private void take(InboundFrame frame) {
        switch (frame.type()) {
            case DATA -> data(frame);
            case HEADERS -> headers(frame);
            case PRIORITY -> {
                require(frame.streamId() > 0, "PRIORITY is for streams");
                patience.spend(1);
            }
            case RST_STREAM -> reset(frame);
            case SETTINGS -> settings(frame);
            case PUSH_PROMISE, CONTINUATION -> require(false, frame.type() + " has no place here");
            case PING -> ping(frame);
            case GO_AWAY -> {
                require(frame.streamId() == 0, "GOAWAY is for connections");
                requireLength(frame.payload().length >= 8, "GOAWAY has eight bytes and more");
            }
            case WINDOW_UPDATE -> windowUpdate(frame);
            case UNKNOWN -> patience.spend(1);
        }
    }

    private void data(InboundFrame frame) {
        int bytes = frame.payload().length;
        boolean end = frame.has(InboundFrame.END_STREAM);
        unread += bytes;
        if (unread > WINDOW) {
            throw new Http2Exception(Http2ErrorCode.FLOW_CONTROL, "The window of the connection is overrun");
        }
        if (unread >= WINDOW / 2) {
            connection.credit(0, unread);
            unread = 0;
        }
        if (bytes == 0 && !end) {
            patience.spend(1);
        }
        var content = frame.content();
        var stream = connection.streams().get(frame.streamId());
        if (stream == null) {
            requireBegun(frame);
        } else {
            receive(frame.streamId(), stream, content, bytes, end);
        }
    }

    private void receive(int id, Stream stream, ByteBuffer content, int bytes, boolean end) {
        try {
            if (stream.receivedAll()) {
                throw new Http2Exception(Http2ErrorCode.STREAM_CLOSED, "The stream has ended");
            }
            stream.receive(content, bytes, end);
            touched.add(stream);
        } catch (MalformedException e) {
            stream.abort(e.status());
        } catch (Http2Exception e) {
            fail(id, e.code());
        }
    }

    private void headers(InboundFrame frame) {
        int id = frame.streamId();
        var fields = headers.fields(frame);
        connection.lifetime().headersCame();
        boolean end = frame.has(InboundFrame.END_STREAM);
        var stream = connection.streams().get(id);
        if (stream != null) {
            // Trailers, in which no caller has anything to say.
            if (end) {
                receive(id, stream, ByteBuffer.allocate(0), 0, true);
            } else {
                fail(id, Http2ErrorCode.PROTOCOL);
            }
        } else if (id > connection.lifetime().lastStreamId()) {
            require(id % 2 == 1, "A peer begins streams of odd numbers");
            begin(id, fields, end);
        } else {
            boolean begins =
                    fields.fields().stream().anyMatch(field -> field.name().startsWith(":"));
            require(!begins, "The numbers of streams must rise");
        }
    }

    private void begin(int id, HeaderDecoder.Fields fields, boolean end) {
        if (!connection.lifetime().accept(id)) {
            // It was told that it would not be heard.
            return;
        }
        try {
            admission.begin(id, fields, end).ifPresent(call -> {
                touched.add(call);
                if (end) {
                    receive(id, call, ByteBuffer.allocate(0), 0, true);
                }
            });
        } catch (Http2Exception e) {
            fail(id, e.code());
        }
    }

    /** Ends a stream that breaks the rules. */
    private void fail(int id, Http2ErrorCode code) {
        patience.spend(1);
        var stream = connection.streams().remove(id);
        if (stream == null) {
            connection.send(buffer -> buffer.reset(id, code));
        } else {
            stream.reset(code);
        }
    }

    private void reset(InboundFrame frame) {
        var stream = connection.streams().remove(frame.streamId());
        if (stream == null) {
            // Some answer each frame like this that was on its way when they cancelled.
            requireBegun(frame);
        } else {
            patience.spend(1);
            stream.cancel();
        }
    }

    private void settings(InboundFrame frame) {
        require(frame.streamId() == 0, "SETTINGS are for connections");
        if (frame.has(InboundFrame.ACK)) {
            requireLength(frame.payload().length == 0, "An acknowledgement of SETTINGS is empty");
            return;
        }
        patience.spend(SETTINGS_COST);
        int wider = settings.read(frame.payload());
        for (var stream : connection.streams().values()) {
            if (!stream.sender().widen(wider)) {
                throw new Http2Exception(Http2ErrorCode.FLOW_CONTROL, "A window is too wide");
            }
        }
        connection.send(buffer -> buffer.frame(Http2FrameType.SETTINGS, InboundFrame.ACK, 0, SendStream.NOTHING));
    }

    private void ping(InboundFrame frame) {
        require(frame.streamId() == 0, "PING is for connections");
        if (frame.has(InboundFrame.ACK)) {
            connection.lifetime().ponged(frame.payload());
            return;
        }
        connection.lifetime().pinged();
        connection.send(buffer -> buffer.ping(InboundFrame.ACK, frame.payload()));
    }

    private void windowUpdate(InboundFrame frame) {
        int id = frame.streamId();
        int bytes = frame.number(0);
        if (bytes < SMALL_WINDOW) {
            patience.spend(1);
        }
        if (id == 0) {
            require(bytes > 0, "A window cannot be opened by nothing");
            if (!connection.outbound().widen(bytes)) {
                throw new Http2Exception(Http2ErrorCode.FLOW_CONTROL, "The window of the connection is too wide");
            }
            return;
        }
        var stream = connection.streams().get(id);
        if (stream == null) {
            requireBegun(frame);
        } else if (bytes == 0) {
            fail(id, Http2ErrorCode.PROTOCOL);
        } else if (!stream.sender().widen(bytes)) {
            fail(id, Http2ErrorCode.FLOW_CONTROL);
        }
    }

    /** What is late for a stream that has ended is no fault; what is for one that never began is. */
    private void requireBegun(InboundFrame frame) {
        var lifetime = connection.lifetime();
        boolean begun = frame.streamId() > 0 && frame.streamId() <= lifetime.lastStreamId();
        require(begun || lifetime.drained(), frame.type() + " for a stream that has not begun");
    }

    private static void requireLength(boolean rule, String broken) {
        if (!rule) {
            throw new Http2Exception(Http2ErrorCode.FRAME_SIZE, broken);
        }
    }

    private static void require(boolean rule, String broken) {
        if (!rule) {
            throw new Http2Exception(Http2ErrorCode.PROTOCOL, broken);
        }
    }
}
