package helidon.grpc.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Bytes that nobody wants yet, in as much memory as they are. */
final class Backlog {

    private byte[] bytes = SendStream.NOTHING;
    private int from;
    private int to;

    boolean isEmpty() {
        return from == to;
    }

    int size() {
        return to - from;
    }

    void add(ByteBuffer content) {
        int more = content.remaining();
        if (more > bytes.length - to) {
            // Never moved within the array: messages that were read may be parts of it.
            bytes = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), 2 * (size() + more));
            to -= from;
            from = 0;
        }
        content.get(bytes, to, more);
        to += more;
    }

    /** Lets somebody take some of it. */
    void drain(Consumer<ByteBuffer> reader) {
        if (!isEmpty()) {
            var content = ByteBuffer.wrap(bytes, from, size());
            reader.accept(content);
            from = content.position();
        }
        if (isEmpty()) {
            bytes = SendStream.NOTHING;
            from = 0;
            to = 0;
        }
    }
}
