package helidon.grpc.wire;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The soak's service, which keeps account of its calls and of their contexts. */
final class SoakProbe {

    static final MethodDescriptor<byte[], byte[]> ECHO = Probe.method("Echo", MethodType.UNARY);

    /** Answers never; only a cancellation ends it. */
    static final MethodDescriptor<byte[], byte[]> HOLD = Probe.method("Hold", MethodType.UNARY);

    /** Sends as many messages of the size as {@link #count} asks for. */
    static final MethodDescriptor<byte[], byte[]> COUNT = Probe.method("Count", MethodType.SERVER_STREAMING);

    /** Answers with how many bytes it got. */
    static final MethodDescriptor<byte[], byte[]> SUM = Probe.method("Sum", MethodType.CLIENT_STREAMING);

    /** Sends every message back. */
    static final MethodDescriptor<byte[], byte[]> TALK = Probe.method("Talk", MethodType.BIDI_STREAMING);

    private final AtomicLong running = new AtomicLong();
    private final AtomicLong contexts = new AtomicLong();
    private final AtomicLong endedTwice = new AtomicLong();

    ServerServiceDefinition service() {
        return ServerInterceptors.intercept(
                ServerServiceDefinition.builder("probe.Probe")
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall(SoakProbe::echo))
                        .addMethod(HOLD, ServerCalls.asyncUnaryCall((_, answer) -> mayBeCancelled(answer)))
                        .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(SoakProbe::count))
                        .addMethod(SUM, ServerCalls.asyncClientStreamingCall(SoakProbe::sum))
                        .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(SoakProbe::talk))
                        .build(),
                new Account());
    }

    /** What must be gone once every client is, a sentence each. */
    List<String> left() {
        return Stream.of(
                        sentence(running, "calls had neither onComplete nor onCancel"),
                        sentence(contexts, "contexts of calls were not cancelled, as gRPC cancels them at every end"),
                        sentence(endedTwice, "calls ended twice"))
                .flatMap(sentence -> sentence)
                .toList();
    }

    @Override
    public String toString() {
        return running + " calls running";
    }

    private static Stream<String> sentence(AtomicLong calls, String what) {
        return calls.get() == 0 ? Stream.of() : Stream.of(calls + " " + what);
    }

    /** What {@link #COUNT} is asked with. */
    static byte[] count(int messages, int bytes) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(messages)
                .putInt(bytes)
                .array();
    }

    /** What {@link #SUM} answers with. */
    static byte[] sum(long bytes) {
        return ByteBuffer.allocate(Long.BYTES).putLong(bytes).array();
    }

    private static void echo(byte[] request, StreamObserver<byte[]> answer) {
        mayBeCancelled(answer);
        answer.onNext(request);
        answer.onCompleted();
    }

    private static void count(byte[] request, StreamObserver<byte[]> answer) {
        var asked = ByteBuffer.wrap(request);
        var left = new AtomicLong(asked.getInt());
        var message = new byte[asked.getInt()];
        var call = mayBeCancelled(answer);
        call.setOnReadyHandler(() -> {
            while (left.get() > 0 && call.isReady()) {
                call.onNext(message);
                if (left.decrementAndGet() == 0) {
                    call.onCompleted();
                }
            }
        });
    }

    private static StreamObserver<byte[]> sum(StreamObserver<byte[]> answer) {
        mayBeCancelled(answer);
        var bytes = new AtomicLong();
        return new Requests(answer) {
            @Override
            public void onNext(byte[] message) {
                bytes.addAndGet(message.length);
            }

            @Override
            public void onCompleted() {
                answer.onNext(sum(bytes.get()));
                super.onCompleted();
            }
        };
    }

    private static StreamObserver<byte[]> talk(StreamObserver<byte[]> answer) {
        mayBeCancelled(answer);
        return new Requests(answer);
    }

    /** Without a handler of its own, a stub throws at whoever answers a cancelled call, and logs it. */
    private static ServerCallStreamObserver<byte[]> mayBeCancelled(StreamObserver<byte[]> answer) {
        var call = (ServerCallStreamObserver<byte[]>) answer;
        call.setOnCancelHandler(() -> {});
        return call;
    }

    private static class Requests implements StreamObserver<byte[]> {
        private final StreamObserver<byte[]> answer;

        private Requests(StreamObserver<byte[]> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(byte[] message) {
            answer.onNext(message);
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
            answer.onCompleted();
        }
    }

    private final class Account implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            running.incrementAndGet();
            contexts.incrementAndGet();
            Context.current().addListener(_ -> contexts.decrementAndGet(), Runnable::run);
            var ended = new AtomicBoolean();
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onComplete() {
                    end(ended);
                    super.onComplete();
                }

                @Override
                public void onCancel() {
                    end(ended);
                    super.onCancel();
                }
            };
        }

        private void end(AtomicBoolean ended) {
            if (ended.compareAndSet(false, true)) {
                running.decrementAndGet();
            } else {
                endedTwice.incrementAndGet();
            }
        }
    }
}
