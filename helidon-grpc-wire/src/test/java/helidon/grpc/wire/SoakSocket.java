package helidon.grpc.wire;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A client without manners: a socket that says as much HTTP/2 as it likes, and goes as it likes. */
record SoakSocket(Socket socket, SoakTally tally) {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int LARGE = 64 * 1024 * 1024;

    /** Something it does. */
    private interface Act {
        void run() throws IOException;
    }

    static SoakSocket open(int port, SoakTally tally) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        tally.connections.incrementAndGet();
        return new SoakSocket(socket, tally);
    }

    void run() throws IOException {
        List<Act> acts = List.of(this::silent, this::resetInACall, this::halfClosed, this::pausedReader);
        try (socket) {
            acts.get(ThreadLocalRandom.current().nextInt(acts.size())).run();
        }
    }

    private void silent() throws IOException {
        tally.overWithin(PAUSE.multipliedBy(10));
        if (ThreadLocalRandom.current().nextBoolean()) {
            resetOnClose();
        }
    }

    /** In the middle of its frames too. */
    private void resetInACall() throws IOException {
        var said = concatenation(hello(), call(SoakProbe.TALK), frame(DATA, 0, 1, message(new byte[1000])));
        var bytes = PREFACE.length + ThreadLocalRandom.current().nextInt(said.length - PREFACE.length + 1);
        socket.getOutputStream().write(said, 0, bytes);
        tally.overWithin(SOON);
        tally.cancelled.incrementAndGet();
        resetOnClose();
    }

    /** Nothing more can come to end the call, so its server has to. */
    private void halfClosed() throws IOException {
        say(hello(), call(SoakProbe.TALK), frame(DATA, 0, 1, message(new byte[1000])));
        tally.overWithin(SOON);
        tally.cancelled.incrementAndGet();
        socket.shutdownOutput();
        socket.getInputStream().skip(Long.MAX_VALUE);
    }

    /** HTTP/2's windows would let all come, it is TCP that stops. */
    private void pausedReader() throws IOException {
        var bytes = 4 * 1024 * 1024;
        say(hello(), call(SoakProbe.COUNT));
        say(frame(DATA, END_STREAM, 1, message(SoakProbe.count(bytes / 1024, 1024))));
        tally.overWithin(PAUSE);
        socket.getInputStream().skipNBytes(ThreadLocalRandom.current().nextInt(bytes / 2));
        tally.overWithin(PAUSE);
        if (ThreadLocalRandom.current().nextBoolean()) {
            socket.getInputStream().skipNBytes(bytes / 2);
        }
        resetOnClose();
    }

    private void resetOnClose() throws IOException {
        socket.setSoLinger(true, 0);
    }

    private void say(byte[]... parts) throws IOException {
        socket.getOutputStream().write(concatenation(parts));
    }

    private byte[] call(MethodDescriptor<byte[], byte[]> method) {
        tally.calls.incrementAndGet();
        var fields = concatenation(
                // :method POST, :scheme http, then :path, :authority, content-type and te, unindexed and as they are.
                new byte[] {(byte) 0x83, (byte) 0x86},
                field(new byte[] {0x04}, "/" + method.getFullMethodName()),
                field(new byte[] {0x01}, "localhost"),
                field(new byte[] {0x0f, 0x10}, "application/grpc"),
                field(new byte[] {0x00, 0x02, 't', 'e'}, "trailers"));
        return frame(HEADERS, END_HEADERS, 1, fields);
    }

    private static byte[] hello() {
        var initialWindow = ByteBuffer.allocate(6).putShort((short) 4).putInt(LARGE);
        return concatenation(
                PREFACE,
                frame(SETTINGS, 0, 0, initialWindow.array()),
                frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(LARGE).array()));
    }

    private static byte[] field(byte[] name, String value) {
        return concatenation(name, new byte[] {(byte) value.length()}, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] message(byte[] bytes) {
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] concatenation(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
