package helidon.grpc.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a peer has received, for a test to wait on. */
final class Inbox {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int PAD_LENGTH = 1;
    private static final int MOST_FIELDS = 1 << 24;

    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, MOST_FIELDS);
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Integer, List<Frame>> streams = new LinkedHashMap<>();
    private final Map<Integer, List<Map<String, String>>> blocks = new LinkedHashMap<>();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private boolean closed;

    synchronized void add(Frame frame) throws Http2Exception {
        frames.add(frame);
        streams.computeIfAbsent(frame.stream(), id -> new ArrayList<>()).add(frame);
        if (frame.is(Frame.HEADERS) || frame.is(Frame.CONTINUATION)) {
            block.writeBytes(fragment(frame));
            if (frame.has(Frame.END_HEADERS)) {
                var fields = new LinkedHashMap<String, String>();
                decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(block.toByteArray()))
                        .forEach(field -> fields.put(
                                field.getKey().toString(), field.getValue().toString()));
                block.reset();
                blocks.computeIfAbsent(frame.stream(), id -> new ArrayList<>()).add(fields);
            }
        }
        notifyAll();
    }

    /** Nothing more will come. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized List<Frame> frames(int type) {
        return frames.stream().filter(frame -> frame.is(type)).toList();
    }

    synchronized Optional<Frame> first(Predicate<Frame> wanted) {
        return frames.stream().filter(wanted).findFirst();
    }

    synchronized Answer answer(int stream) {
        return new Answer(List.copyOf(streams.getOrDefault(stream, List.of())), List.copyOf(blocksOf(stream)));
    }

    /** How many bytes of DATA a stream has brought; cheap, to be asked often. */
    synchronized int received(int stream) {
        return streams.getOrDefault(stream, List.of()).stream()
                .filter(frame -> frame.is(Frame.DATA))
                .mapToInt(frame -> frame.payload().length)
                .sum();
    }

    /** What the peer's WINDOW_UPDATEs for a stream add up to. */
    synchronized long credit(int stream) {
        return streams.getOrDefault(stream, List.of()).stream()
                .filter(frame -> frame.is(Frame.WINDOW_UPDATE))
                .mapToLong(frame -> frame.number(0))
                .sum();
    }

    /** Waits until there is one, and fails with what has come if there never is. */
    <T> T await(String what, Supplier<Optional<T>> search) {
        return await(what, PATIENCE, search);
    }

    synchronized <T> T await(String what, Duration patience, Supplier<Optional<T>> search) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var found = search.get();
            if (found.isPresent()) {
                return found.get();
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no %s in %s: closed %s, %s".formatted(what, patience, closed, last()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted in the wait for " + what, e);
            }
        }
    }

    private String last() {
        int size = frames.size();
        return frames.subList(Math.max(0, size - 20), size) + " " + blocks;
    }

    private List<Map<String, String>> blocksOf(int stream) {
        return blocks.getOrDefault(stream, List.of());
    }

    private static byte[] fragment(Frame frame) {
        boolean padded = frame.is(Frame.HEADERS) && frame.has(Frame.PADDED);
        int start = padded ? PAD_LENGTH : 0;
        int end = frame.payload().length - (padded ? frame.payload()[0] & 0xff : 0);
        return Arrays.copyOfRange(frame.payload(), start, end);
    }
}
