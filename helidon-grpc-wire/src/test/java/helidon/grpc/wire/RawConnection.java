package helidon.grpc.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A peer that says frame by frame what it is told to, right or wrong, and takes in all that comes. */
final class RawConnection implements AutoCloseable {

    static final int DEFAULT_WINDOW = 65_535;
    static final int DEFAULT_FRAME = 16_384;

    /** What a case does with a peer of its own. */
    interface Talk {
        void hold(Fixture fixture, RawConnection peer) throws Exception;
    }

    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final int PAIR = 6;
    private static final int AMPLE = 1 << 30;

    private final Socket socket;
    private final OutputStream out;
    private final Inbox inbox = new Inbox();
    private volatile boolean polite = true;
    private volatile boolean answersPings = true;
    private int next = 1;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
    }

    /** A well-behaved peer with windows that never fill. */
    static RawConnection open(Fixture fixture) throws IOException {
        var connection = open(fixture, Setting.INITIAL_WINDOW_SIZE, AMPLE);
        connection.windowUpdate(0, AMPLE);
        return connection;
    }

    /** A case of one such peer. */
    static Case.Check talk(Talk talk) {
        return fixture -> {
            try (var peer = open(fixture)) {
                talk.hold(fixture, peer);
            }
        };
    }

    /** A peer with these settings, and windows of 65,535 bytes unless they say otherwise. */
    static RawConnection open(Fixture fixture, int... settings) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), fixture.port()), settings);
    }

    static RawConnection over(Socket socket, int... settings) throws IOException {
        var connection = new RawConnection(socket);
        connection.send(PREFACE);
        connection.settings(settings);
        connection.listen();
        connection.await(frame -> frame.is(Frame.SETTINGS) && !frame.has(Frame.ACK));
        connection.await(frame -> frame.is(Frame.SETTINGS) && frame.has(Frame.ACK));
        return connection;
    }

    /** A connection on which nothing is sent but these bytes. */
    static RawConnection saying(Fixture fixture, byte[]... bytes) throws IOException {
        var connection = new RawConnection(new Socket(InetAddress.getLoopbackAddress(), fixture.port()));
        connection.polite = false;
        connection.send(bytes);
        connection.listen();
        return connection;
    }

    /** A peer that never reads: what the server sends stays in the sockets' small buffers. */
    static RawConnection deaf(Fixture fixture, int... settings) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(DEFAULT_FRAME);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.port()));
        var connection = new RawConnection(socket);
        connection.send(PREFACE);
        connection.settings(settings);
        return connection;
    }

    /** Reads from now on; acknowledges settings and answers pings unless told not to. */
    private void listen() {
        Thread.ofVirtual().start(() -> {
            try (var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
                while (true) {
                    var frame = Frame.read(in);
                    if (frame.is(Frame.SETTINGS) && !frame.has(Frame.ACK) && polite) {
                        send(Frame.of(Frame.SETTINGS, Frame.ACK, 0));
                    }
                    if (frame.is(Frame.PING) && !frame.has(Frame.ACK) && answersPings) {
                        send(Frame.of(Frame.PING, Frame.ACK, 0, frame.payload()));
                    }
                    inbox.add(frame);
                }
            } catch (IOException | Http2Exception e) {
                inbox.close();
            }
        });
    }

    Inbox inbox() {
        return inbox;
    }

    void answerPings(boolean answers) {
        answersPings = answers;
    }

    synchronized void send(byte[]... bytes) throws IOException {
        out.write(Bytes.join(bytes));
        out.flush();
    }

    void send(Frame... frames) throws IOException {
        send(Bytes.join(Arrays.stream(frames).map(Frame::bytes).toList()));
    }

    void settings(int... namesAndValues) throws IOException {
        var payload = ByteBuffer.allocate(namesAndValues.length * 3);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            payload.putShort((short) namesAndValues[i]).putInt(namesAndValues[i + 1]);
        }
        send(Frame.of(Frame.SETTINGS, 0, 0, payload.array()));
    }

    void windowUpdate(int stream, int increment) throws IOException {
        send(Frame.of(Frame.WINDOW_UPDATE, 0, stream, Bytes.number(increment)));
    }

    void ping(long payload) throws IOException {
        send(Frame.of(
                Frame.PING,
                0,
                0,
                ByteBuffer.allocate(Long.BYTES).putLong(payload).array()));
    }

    void reset(int stream, int code) throws IOException {
        send(Frame.of(Frame.RST_STREAM, 0, stream, Bytes.number(code)));
    }

    /** The number of the next stream, taken. */
    int take() {
        int stream = next;
        next += 2;
        return stream;
    }

    /** Opens a stream with these header fields. */
    int start(Request request) throws IOException {
        return start(request.block());
    }

    int start(byte[] block) throws IOException {
        return start(block, 0);
    }

    /** The same with a flag, the block cut into frames as long as they may be. */
    int start(byte[] block, int flag) throws IOException {
        int stream = take();
        var frames = new ArrayList<Frame>();
        for (int from = 0; from == 0 || from < block.length; from += DEFAULT_FRAME) {
            int to = Math.min(from + DEFAULT_FRAME, block.length);
            frames.add(Frame.of(
                    from == 0 ? Frame.HEADERS : Frame.CONTINUATION,
                    (from == 0 ? flag : 0) | (to == block.length ? Frame.END_HEADERS : 0),
                    stream,
                    Arrays.copyOfRange(block, from, to)));
        }
        send(frames.toArray(Frame[]::new));
        return stream;
    }

    /** A call that has no message. */
    Answer refused(byte[] block) throws IOException {
        return answer(start(block, Frame.END_STREAM));
    }

    void data(int stream, byte[] bytes) throws IOException {
        send(Frame.of(Frame.DATA, 0, stream, bytes));
    }

    /** The last bytes of a stream. */
    void end(int stream, byte[] bytes) throws IOException {
        send(Frame.of(Frame.DATA, Frame.END_STREAM, stream, bytes));
    }

    /** One message there and what comes back. */
    Answer call(Request request, byte[] message) throws IOException {
        return call(request.block(), message);
    }

    Answer call(byte[] block, byte[] message) throws IOException {
        int stream = start(block);
        end(stream, Bytes.message(message));
        return answer(stream);
    }

    /** The connection lives: a call on it is answered. */
    void echoes() throws IOException {
        var message = Bytes.random(100);
        call(Request.of(FrameProbe.ECHO), message).brings(message);
    }

    /** The whole answer: its stream has ended. */
    Answer answer(int stream) {
        return await(
                "end of stream " + stream,
                () -> Optional.of(inbox.answer(stream)).filter(Answer::ended));
    }

    /** What has come on the stream, once it is this much data. */
    Answer answer(int stream, int bytes) {
        return await(
                bytes + " bytes on " + stream,
                () -> Optional.of(stream)
                        .filter(id -> inbox.received(id) >= bytes)
                        .map(inbox::answer));
    }

    /** The first frame of that kind, as soon as it has come. */
    Frame await(Predicate<Frame> wanted) {
        return await("such frame", () -> inbox.first(wanted));
    }

    <T> T await(String what, Supplier<Optional<T>> search) {
        return inbox.await(what, search);
    }

    /** What the server's settings say, if they do. */
    Optional<Integer> offered(int setting) {
        return inbox.frames(Frame.SETTINGS).stream()
                .flatMap(frame -> IntStream.range(0, frame.payload().length / PAIR)
                        .mapToObj(i -> ByteBuffer.wrap(frame.payload(), i * PAIR, PAIR))
                        .filter(pair -> pair.getShort() == setting)
                        .map(ByteBuffer::getInt))
                .findFirst();
    }

    <T> T await(String what, Duration patience, Supplier<Optional<T>> search) {
        return inbox.await(what, patience, search);
    }

    List<GoAway> goAways() {
        return inbox.frames(Frame.GOAWAY).stream().map(GoAway::of).toList();
    }

    GoAway goAway() {
        return await("GOAWAY", () -> goAways().stream().findFirst());
    }

    /** Waits until the server has closed the connection. */
    void ended() {
        ended(Inbox.PATIENCE);
    }

    void ended(Duration patience) {
        inbox.await("end of the connection", patience, () -> Optional.of(true).filter(any -> inbox.closed()));
    }

    /** The connection fails with this code and is closed. */
    void fails(int code) {
        ended();
        assertThat(goAways()).extracting(GoAway::code).containsExactly(code);
    }

    /** Nothing of the rest is sent or taken in: the peer is gone. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
