package helidon.grpc.wire;

import io.grpc.Context;
import io.grpc.Decompressor;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Brings what happens to a call to its handler: in order, one at a time, on a virtual thread that lives as long as
 * something does. This object's monitor guards what has been received.
 */
final class CallEvents<Q, A> implements Runnable {

    private enum Event {
        NONE,
        START,
        READY,
        MESSAGE,
        HALF_CLOSE,
        COMPLETE,
        CANCEL
    }

    private final Call<Q, A> call;
    private final Method<Q, A> method;
    private final Metadata metadata;
    private final Context.CancellableContext context;
    private final Optional<Decompressor> decompressor;
    private final Inbound inbound;
    private final int maxMessageBytes;

    private ServerCall.Listener<Q> listener = new ServerCall.Listener<>() {};
    private Event start = Event.START;
    private Event end = Event.NONE;
    private boolean ready = true;
    private boolean halfClosed;
    private boolean over;
    private boolean running;
    private Status status = Status.OK;

    /** @throws MalformedException when the request's header fields cannot be followed */
    CallEvents(Call<Q, A> call, Method<Q, A> method, RequestHeaders request, Connection connection) {
        this.call = call;
        this.method = method;
        metadata = request.metadata();
        decompressor = request.decompressor();
        var limits = connection.limits();
        inbound = new Inbound(limits.receiveBufferBytes(), limits.maxMessageBytes());
        maxMessageBytes = limits.maxMessageBytes();
        // Last, since it may have a timer.
        context = Deadlines.context(connection.context(), request.field("grpc-timeout"));
    }

    /** From now on it is its handler's, unless its deadline is over. */
    void begin() {
        context.addListener(
                ended -> {
                    if (ended.cancellationCause() instanceof TimeoutException) {
                        call.abort(Status.DEADLINE_EXCEEDED.withDescription("The deadline of the call is over"));
                    }
                },
                Runnable::run);
    }

    /** As {@link Inbound#receive}; returns what {@link Inbound#credit} does. */
    synchronized int receive(ByteBuffer content, int bytes, boolean end) {
        inbound.receive(content, bytes, end);
        return inbound.credit();
    }

    /** Returns what {@link Inbound#credit} does. */
    synchronized int request(int messages) {
        inbound.request(messages);
        return inbound.credit();
    }

    synchronized boolean receivedAll() {
        return inbound.ended();
    }

    /** The handler may send again. */
    synchronized void ready() {
        ready = true;
        start();
    }

    /** The answer is on its way. */
    synchronized void complete() {
        if (end == Event.NONE) {
            end = Event.COMPLETE;
            start();
        }
    }

    /** The call ends by somebody else's will than its handler's; false when it has ended before. */
    synchronized boolean cancel(Status status) {
        if (end != Event.NONE) {
            return false;
        }
        this.status = status;
        end = Event.CANCEL;
        if (running) {
            // The handler is at work, and learns it from its context.
            Thread.startVirtualThread(this::cancelContext);
        } else {
            start();
        }
        return true;
    }

    synchronized boolean cancelled() {
        return end == Event.CANCEL;
    }

    /** Has the handler told what has happened, unless it is being told already. */
    synchronized void start() {
        if (!running && peek() != Event.NONE) {
            running = true;
            Thread.startVirtualThread(this);
        }
    }

    @Override
    public void run() {
        var previous = context.attach();
        try {
            for (var event = next(); event != Event.NONE; event = next()) {
                deliver(event);
            }
        } finally {
            context.detach(previous);
        }
    }

    private Event peek() {
        if (over) {
            return Event.NONE;
        } else if (end != Event.NONE) {
            return end;
        } else if (start != Event.NONE) {
            return start;
        } else if (ready) {
            return Event.READY;
        } else if (inbound.hasWanted()) {
            return Event.MESSAGE;
        } else {
            return inbound.exhausted() && !halfClosed ? Event.HALF_CLOSE : Event.NONE;
        }
    }

    private synchronized Event next() {
        var event = peek();
        switch (event) {
            case NONE -> running = false;
            case START -> start = Event.NONE;
            case READY -> ready = false;
            case MESSAGE -> {}
            case HALF_CLOSE -> halfClosed = true;
            case COMPLETE, CANCEL -> over = true;
        }
        return event;
    }

    private void deliver(Event event) {
        try {
            switch (event) {
                case NONE -> {}
                case START -> startCall();
                case READY -> listener.onReady();
                case MESSAGE -> message();
                case HALF_CLOSE -> listener.onHalfClose();
                case COMPLETE -> listener.onComplete();
                case CANCEL -> {
                    cancelContext();
                    listener.onCancel();
                }
            }
        } catch (Throwable thrown) {
            call.fail(thrown);
        }
        if (over) {
            context.cancel(null);
            call.left();
        }
    }

    private void startCall() {
        try {
            listener = method.handler().startCall(call, metadata);
        } catch (RuntimeException thrown) {
            call.refuse(thrown);
        }
    }

    private void message() {
        try {
            var message = take();
            var content = message.content(decompressor, maxMessageBytes);
            listener.onMessage(method.descriptor().parseRequest(content));
        } catch (MalformedException e) {
            call.abort(e.status());
        }
    }

    private Message take() {
        Message message;
        int credit;
        synchronized (this) {
            message = inbound.take();
            credit = inbound.credit();
        }
        call.credit(credit);
        return message;
    }

    private void cancelContext() {
        context.cancel(status.getCause() == null ? status.asRuntimeException() : status.getCause());
    }
}
