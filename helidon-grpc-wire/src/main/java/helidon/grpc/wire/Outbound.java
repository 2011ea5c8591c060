package helidon.grpc.wire;

import io.helidon.common.buffers.DataWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a connection sends. Whoever has something to send puts it into a buffer, within the peer's windows, and goes on;
 * a thread that lives while there is something writes it, so that a peer that does not read holds nobody up, and answers
 * of one moment leave in one write. This object's monitor guards all of it, its streams' state too.
 */
final class Outbound implements Runnable {

    /** Whose connection it is. */
    interface Owner {
        /** Something of a call is sent. */
        void answering();

        /** Nothing can be sent any more. */
        void lost();
    }

    static final int DEFAULT_WINDOW = 65_535;

    /** As much as one write is worth. */
    private static final int BATCH_BYTES = 64 * 1024;
    /** When this much waits, nothing more is taken from the peer, which would have to be answered. */
    private static final int ROOM_BYTES = 256 * 1024;

    private final DataWriter socket;
    private final Owner owner;
    private final Deque<SendStream> waiting = new ArrayDeque<>(0);

    private FrameBuffer buffer = new FrameBuffer();
    private FrameBuffer writing = new FrameBuffer();
    private boolean running;
    private boolean lost;
    private int window = DEFAULT_WINDOW;

    Outbound(DataWriter socket, Owner owner) {
        this.socket = socket;
        this.owner = owner;
    }

    /** Where frames are put; to be done under the monitor, and followed by {@link #start}. */
    FrameBuffer buffer() {
        return buffer;
    }

    /** Sends what was put into the buffer. */
    synchronized void start() {
        if (!running && !lost && (buffer.size() > 0 || (window > 0 && !waiting.isEmpty()))) {
            running = true;
            Thread.startVirtualThread(this);
        }
    }

    /** Adds to the connection's window; false where it would be wider than a window can be. */
    synchronized boolean widen(int bytes) {
        if (window + (long) bytes > Integer.MAX_VALUE) {
            return false;
        }
        window += bytes;
        start();
        return true;
    }

    /** Waits until not too much waits to be sent. */
    synchronized void awaitRoom() throws InterruptedException {
        while (buffer.size() > ROOM_BYTES && !lost) {
            wait();
        }
    }

    /** Waits until all that was put into the buffer is sent. */
    synchronized void awaitSent() throws InterruptedException {
        while (running && !lost) {
            wait();
        }
    }

    /** As much of a stream as may be sent goes into the buffer, the rest once its turn comes. */
    void send(SendStream stream) {
        owner.answering();
        // What needs no window needs no turn either.
        boolean may = waiting.isEmpty() || !stream.sendable();
        while (may) {
            may = stream.fill(buffer, frameBytes()) && buffer.size() < BATCH_BYTES;
        }
        queue(stream);
        start();
    }

    /** Takes a stream that has something to send and may into the line of those. */
    void queue(SendStream stream) {
        if (stream.sendable() && stream.enterLine()) {
            waiting.add(stream);
        }
    }

    /** A stream has put this much into the buffer. */
    void used(int bytes) {
        owner.answering();
        window -= bytes;
    }

    @Override
    public void run() {
        try {
            while (take()) {
                socket.writeNow(writing.data());
                writing.clear();
            }
        } catch (RuntimeException e) {
            lose();
            owner.lost();
        }
    }

    private synchronized boolean take() {
        while (buffer.size() < BATCH_BYTES && window > 0 && !waiting.isEmpty()) {
            var stream = waiting.remove();
            stream.leaveLine();
            stream.fill(buffer, frameBytes());
            queue(stream);
        }
        // Whoever waits for room, or for all to be sent.
        notifyAll();
        running = buffer.size() > 0 && !lost;
        var next = buffer;
        buffer = writing;
        writing = next;
        return running;
    }

    synchronized void lose() {
        lost = true;
        running = false;
        waiting.clear();
        notifyAll();
    }

    private int frameBytes() {
        return Math.min(window, InboundFrame.MAX_BYTES);
    }
}
