package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2FrameType;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one stream sends: head, then data as the peer's windows allow, then tail. */
final class SendStream {

    /** Whose stream it is. Told under the connection's monitor, so it must not wait for anybody. */
    interface Owner {
        /** It can take more again. */
        void writable();

        /** All is on its way. */
        void finished();
    }

    static final byte[] NOTHING = new byte[0];

    /** From here on a handler is asked to pause, as grpc-java's other servers do. */
    private static final int READY_BYTES = 32 * 1024;

    private final Outbound connection;
    private final int id;
    private final int bufferBytes;
    private final Owner owner;
    private final Deque<byte[]> queue = new ArrayDeque<>(1);

    private int window;
    private int queued;
    private int sent;
    private byte[] tail = NOTHING;
    private boolean inLine;
    private boolean begun;
    private boolean ended;

    /** @param bufferBytes how much may wait; who sends more waits itself */
    SendStream(Outbound connection, int id, int window, int bufferBytes, Owner owner) {
        this.connection = connection;
        this.id = id;
        this.window = window;
        this.bufferBytes = bufferBytes;
        this.owner = owner;
    }

    boolean ready() {
        synchronized (connection) {
            return !ended && queued < Math.min(READY_BYTES, bufferBytes);
        }
    }

    /**
     * Sends these after all that was sent before, and waits first where too much of that has yet to be read.
     *
     * @param head frames that need no window
     * @param data what goes into DATA frames
     * @param tail the last frames of the stream, or nothing
     */
    void send(byte[] head, byte[] data, byte[] tail) {
        synchronized (connection) {
            awaitBuffer();
            if (ended) {
                return;
            }
            if (head.length > 0) {
                begun = true;
                connection.buffer().append(head);
            }
            if (data.length > 0) {
                queue.add(data);
                queued += data.length;
            }
            this.tail = tail;
            connection.send(this);
        }
    }

    /** Gives up what is not sent yet, and ends with these frames: the first if nothing was sent, else the second. */
    void abort(byte[] only, byte[] tail) {
        synchronized (connection) {
            if (!ended) {
                forget();
                connection.buffer().append(begun ? tail : only);
                finish();
                connection.start();
            }
        }
    }

    /** Gives up: the peer wants no more of it. */
    void cancel() {
        synchronized (connection) {
            forget();
            ended = true;
        }
    }

    /** Gives up and tells the peer why. */
    void reset(Http2ErrorCode code) {
        synchronized (connection) {
            cancel();
            connection.buffer().reset(id, code);
            connection.start();
        }
    }

    /** Adds to the window; false where it would be wider than a window can be. */
    boolean widen(int bytes) {
        synchronized (connection) {
            if (window + (long) bytes > Integer.MAX_VALUE) {
                return false;
            }
            window += bytes;
            connection.queue(this);
            connection.start();
            return true;
        }
    }

    boolean sendable() {
        return queued > 0 && window > 0;
    }

    /** False when it stands there already. */
    boolean enterLine() {
        boolean entered = !inLine;
        inLine = true;
        return entered;
    }

    void leaveLine() {
        inLine = false;
    }

    /** Puts its next frame into the buffer; whether it could have another one. */
    boolean fill(FrameBuffer buffer, int maxBytes) {
        int bytes = Math.min(Math.min(queued, window), maxBytes);
        if (bytes > 0) {
            buffer.header(bytes, Http2FrameType.DATA, 0, id);
            connection.used(bytes);
            window -= bytes;
            boolean wasReady = ready();
            queued -= bytes;
            take(buffer, bytes);
            if (!wasReady && ready()) {
                owner.writable();
            }
        }
        if (queued == 0 && tail.length > 0) {
            buffer.append(tail);
            finish();
        }
        return bytes > 0 && sendable();
    }

    private void take(FrameBuffer buffer, int bytes) {
        int rest = bytes;
        while (rest > 0) {
            var first = queue.element();
            int part = Math.min(rest, first.length - sent);
            buffer.append(first, sent, part);
            rest -= part;
            sent += part;
            if (sent == first.length) {
                queue.remove();
                sent = 0;
            }
        }
    }

    private void awaitBuffer() {
        try {
            while (!ended && queued >= bufferBytes) {
                connection.wait();
            }
        } catch (InterruptedException e) {
            // Whoever interrupts the handler wants it to go on.
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        queue.clear();
        queued = 0;
        sent = 0;
        tail = NOTHING;
        connection.notifyAll();
    }

    private void finish() {
        tail = NOTHING;
        ended = true;
        owner.finished();
    }
}
