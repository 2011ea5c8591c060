package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What has come on a stream until now.
 *
 * @param frames all its frames
 * @param blocks its header fields, block by block: the last ones are the trailers
 */
record Answer(List<Frame> frames, List<Map<String, String>> blocks) {

    static final int OK = 0;
    static final int CANCELLED = 1;
    static final int UNKNOWN = 2;
    static final int DEADLINE_EXCEEDED = 4;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int ABORTED = 10;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;

    boolean ended() {
        return frames.stream().anyMatch(frame -> frame.is(Frame.RST_STREAM) || isLast(frame)) && !isAmidHeaders();
    }

    private boolean isAmidHeaders() {
        return frames.stream()
                .filter(frame -> frame.is(Frame.HEADERS) || frame.is(Frame.CONTINUATION))
                .reduce((earlier, later) -> later)
                .filter(frame -> !frame.has(Frame.END_HEADERS))
                .isPresent();
    }

    String header(String name) {
        return blocks.isEmpty() ? "" : blocks.getFirst().getOrDefault(name, "");
    }

    String trailer(String name) {
        return blocks.isEmpty() ? "" : blocks.getLast().getOrDefault(name, "");
    }

    /** The status that gRPC ends with, or none. */
    OptionalInt status() {
        var status = trailer("grpc-status");
        return status.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status));
    }

    /** The code that the stream was reset with, or none. */
    OptionalInt reset() {
        return frames.stream()
                .filter(frame -> frame.is(Frame.RST_STREAM))
                .mapToInt(frame -> frame.number(0))
                .findFirst();
    }

    byte[] data() {
        return Bytes.join(frames.stream()
                .filter(frame -> frame.is(Frame.DATA))
                .map(Frame::payload)
                .toList());
    }

    int received() {
        return frames.stream()
                .filter(frame -> frame.is(Frame.DATA))
                .mapToInt(frame -> frame.payload().length)
                .sum();
    }

    List<byte[]> messages() {
        return Bytes.messages(data());
    }

    /** A single block of headers that ends the stream: no message. */
    boolean trailersOnly() {
        var headers = frames.stream().filter(frame -> frame.is(Frame.HEADERS)).toList();
        return headers.size() == 1
                && headers.getFirst().has(Frame.END_STREAM)
                && frames.stream().noneMatch(frame -> frame.is(Frame.DATA));
    }

    Answer hasStatus(int status) {
        assertThat(status()).as("grpc-status of %s", this).hasValue(status);
        return this;
    }

    /** The one message, and OK. */
    Answer brings(byte[] message) {
        hasStatus(OK);
        assertThat(messages()).as("messages of %s", this).containsExactly(message);
        return this;
    }

    /** The stream was reset, with nothing said to gRPC. */
    Answer isReset(int code) {
        assertThat(reset()).as("reset of %s", this).hasValue(code);
        return this;
    }

    private static boolean isLast(Frame frame) {
        return (frame.is(Frame.DATA) || frame.is(Frame.HEADERS)) && frame.has(Frame.END_STREAM);
    }
}
