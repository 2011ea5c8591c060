package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a call has received and its handler has yet to take, which its window bounds. */
final class Inbound {

    /** Messages read before they are wanted. Many that are small would take more memory than their bytes. */
    private static final int AHEAD = 16;

    private final MessageReader reader;
    private final Backlog backlog = new Backlog();
    private final Deque<Message> messages = new ArrayDeque<>(1);
    private final int window;
    private int requested;
    private int held;
    private long received;
    private long credited;
    private boolean ended;

    Inbound(int window, int maxMessageBytes) {
        this.window = window;
        this.reader = new MessageReader(maxMessageBytes);
    }

    /**
     * Takes what a frame brings.
     *
     * @param bytes what it takes of the window
     * @throws Http2Exception when the peer sends more than it may
     * @throws MalformedException when this is no message, or too long a one
     */
    void receive(ByteBuffer content, int bytes, boolean end) {
        received += bytes;
        if (received - credited > window) {
            throw new Http2Exception(Http2ErrorCode.FLOW_CONTROL, "The window of the stream is overrun");
        }
        ended |= end;
        if (backlog.isEmpty()) {
            fill(content);
        }
        backlog.add(content);
        checkEnd();
    }

    void request(int messages) {
        // Handlers ask for as many as there can be.
        requested = (int) Math.min(Integer.MAX_VALUE, (long) requested + messages);
    }

    boolean hasWanted() {
        return requested > 0 && !messages.isEmpty();
    }

    boolean exhausted() {
        return ended && messages.isEmpty() && backlog.isEmpty();
    }

    boolean ended() {
        return ended;
    }

    /** @throws MalformedException when what comes after it is no message, or too long a one */
    Message take() {
        requested--;
        var message = messages.remove();
        held -= MessageReader.PREFIX_BYTES + message.length();
        backlog.drain(this::fill);
        checkEnd();
        return message;
    }

    /** By how much the peer's window is to be opened again: zero until that is worth a frame. */
    int credit() {
        // A message that is wanted must be let in whole, however long it is.
        int kept = held + backlog.size() + (requested > messages.size() ? 0 : reader.pending());
        long due = received - credited - kept;
        if (ended || due < window / 2) {
            return 0;
        }
        credited += due;
        return (int) due;
    }

    private void fill(ByteBuffer content) {
        while (messages.size() < AHEAD && content.hasRemaining()) {
            reader.next(content).ifPresent(message -> {
                messages.add(message);
                held += MessageReader.PREFIX_BYTES + message.length();
            });
        }
    }

    private void checkEnd() {
        if (ended && backlog.isEmpty() && reader.pending() > 0) {
            throw MalformedException.internal("Encountered end-of-stream mid-frame");
        }
    }
}
