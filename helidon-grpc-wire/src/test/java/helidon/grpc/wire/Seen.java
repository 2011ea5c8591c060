package helidon.grpc.wire;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a server told its handlers, over all calls.
 *
 * @param events the names of the listener's methods, in the order of the calls of one stream
 * @param deadlines of each call's Context, as it started
 * @param causes why each Context ended: empty after a call that went well
 * @param overlaps how often a listener was called while it was still busy
 * @param strangers how often a listener was called outside its call's Context
 */
record Seen(
        AtomicInteger starts,
        AtomicInteger readies,
        AtomicInteger messages,
        AtomicInteger halfCloses,
        AtomicInteger cancels,
        AtomicInteger completions,
        Queue<String> events,
        Queue<Optional<Deadline>> deadlines,
        Queue<Optional<Throwable>> causes,
        AtomicInteger overlaps,
        AtomicInteger strangers) {

    Seen() {
        this(
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new AtomicInteger(),
                new AtomicInteger());
    }

    /** Contexts that ended with a cause: cancelled ones, as against those of calls that went well. */
    long contextCancels() {
        return causes.stream().flatMap(Optional::stream).count();
    }

    /** Calls that have ended, however. */
    int ends() {
        return cancels.get() + completions.get();
    }

    /** The listener of a call, watched. */
    ServerCall.Listener<byte[]> watch(
            ServerCallHandler<byte[], byte[]> handler, ServerCall<byte[], byte[]> call, Metadata headers) {
        starts.incrementAndGet();
        var context = Context.current();
        deadlines.add(Optional.ofNullable(context.getDeadline()));
        context.addListener(ended -> causes.add(Optional.ofNullable(ended.cancellationCause())), Runnable::run);
        return new Watched(handler.startCall(call, headers), context);
    }

    private final class Watched extends SimpleForwardingServerCallListener<byte[]> {

        private final Context context;
        private final AtomicInteger inside = new AtomicInteger();

        Watched(ServerCall.Listener<byte[]> listener, Context context) {
            super(listener);
            this.context = context;
        }

        @Override
        public void onReady() {
            told("onReady", readies, super::onReady);
        }

        @Override
        public void onMessage(byte[] message) {
            told("onMessage", messages, () -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            told("onHalfClose", halfCloses, super::onHalfClose);
        }

        @Override
        public void onCancel() {
            told("onCancel", cancels, super::onCancel);
        }

        @Override
        public void onComplete() {
            told("onComplete", completions, super::onComplete);
        }

        private void told(String event, AtomicInteger count, Runnable listener) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            if (!Context.current().equals(context)) {
                strangers.incrementAndGet();
            }
            events.add(event);
            count.incrementAndGet();
            try {
                listener.run();
            } finally {
                inside.decrementAndGet();
            }
        }
    }
}
