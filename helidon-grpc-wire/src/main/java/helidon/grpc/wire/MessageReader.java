package helidon.grpc.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Takes messages from a stream's bytes, which a peer may cut into frames as it likes. */
final class MessageReader {

    static final int PREFIX_BYTES = 5;
    private static final int FIRST_BYTES = 8 * 1024;

    private final int maxBytes;
    private final byte[] prefix = new byte[PREFIX_BYTES];
    private int prefixed;
    private byte[] body = SendStream.NOTHING;
    private int length;
    private int filled;

    MessageReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Bytes of the message that is not whole yet. */
    int pending() {
        return prefixed + filled;
    }

    /**
     * The next message that is whole with this data, of which it takes as much as it needs.
     *
     * @throws MalformedException RESOURCE_EXHAUSTED or INTERNAL, after which nothing more can be taken
     */
    Optional<Message> next(ByteBuffer data) {
        var message = Optional.<Message>empty();
        while (message.isEmpty() && data.hasRemaining()) {
            if (prefixed < PREFIX_BYTES) {
                prefix[prefixed++] = data.get();
                if (prefixed == PREFIX_BYTES) {
                    begin();
                }
            }
            // Also when there is nothing more: the message may be empty.
            if (prefixed == PREFIX_BYTES) {
                message = proceed(data);
            }
        }
        return message;
    }

    private void begin() {
        if ((prefix[0] & 0xfe) != 0) {
            throw MalformedException.internal("gRPC frame header malformed: reserved bits not zero");
        }
        length = ByteBuffer.wrap(prefix).getInt(1);
        if (length < 0 || length > maxBytes) {
            throw MalformedException.tooLong(maxBytes, Integer.toUnsignedString(length));
        }
    }

    private Optional<Message> proceed(ByteBuffer data) {
        int available = Math.min(data.remaining(), length - filled);
        if (filled == 0 && available == length) {
            // The usual case: whole in one frame, whose bytes it keeps.
            int from = data.arrayOffset() + data.position();
            data.position(data.position() + available);
            return Optional.of(end(data.array(), from));
        }
        if (filled + available > body.length) {
            // No more than has come asks for: a length alone is no reason to take memory.
            int size = Math.max(filled + available, Math.max(FIRST_BYTES, body.length * 2));
            body = Arrays.copyOf(body, Math.min(length, size));
        }
        data.get(body, filled, available);
        filled += available;
        return filled == length ? Optional.of(end(body, 0)) : Optional.empty();
    }

    private Message end(byte[] bytes, int from) {
        body = SendStream.NOTHING;
        prefixed = 0;
        filled = 0;
        return new Message(prefix[0] == 1, bytes, from, length);
    }
}
