package helidon.grpc.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A service whose calls are driven frame by frame, and what its handlers have seen. */
final class FrameProbe {

    static final String SERVICE = "frames.Frames";
    static final String ECHO = "Echo";
    /** Many messages in, one out: how many there were, and of how many bytes. */
    static final String COLLECT = "Collect";
    /** Each message answered by itself. */
    static final String CHAT = "Chat";
    /** Asked for with {@link #order}: numbered messages as fast as the peer reads them. */
    static final String POUR = "Pour";
    /** The same from a handler that never asks whether it may send. */
    static final String FLOOD = "Flood";
    /** Answered once the test has called {@link #release}. */
    static final String HOLD = "Hold";
    /** Many messages in; refused before the first one. */
    static final String REFUSE = "Refuse";
    /** Many messages in, none of which is asked for. */
    static final String DEAF = "Deaf";
    /** A trailer as long as the message says. */
    static final String TRAIL = "Trail";

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger holding = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final List<Metadata> metadata = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);

    ServerServiceDefinition service() {
        return ServerInterceptors.intercept(
                ServerServiceDefinition.builder(SERVICE)
                        .addMethod(unary(ECHO), ServerCalls.asyncUnaryCall(FrameProbe::answer))
                        .addMethod(
                                method(COLLECT, MethodType.CLIENT_STREAMING),
                                ServerCalls.asyncClientStreamingCall(Collector::new))
                        .addMethod(
                                method(CHAT, MethodType.BIDI_STREAMING), ServerCalls.asyncBidiStreamingCall(Echo::new))
                        .addMethod(
                                method(POUR, MethodType.SERVER_STREAMING),
                                ServerCalls.asyncServerStreamingCall(this::pour))
                        .addMethod(
                                method(FLOOD, MethodType.SERVER_STREAMING),
                                ServerCalls.asyncServerStreamingCall(this::flood))
                        .addMethod(unary(HOLD), ServerCalls.asyncUnaryCall(this::hold))
                        .addMethod(
                                method(REFUSE, MethodType.CLIENT_STREAMING),
                                ServerCalls.asyncClientStreamingCall(FrameProbe::refuse))
                        .addMethod(
                                method(DEAF, MethodType.BIDI_STREAMING), ServerCalls.asyncBidiStreamingCall(answers -> {
                                    ((ServerCallStreamObserver<byte[]>) answers).disableAutoRequest();
                                    return new Ignore();
                                }))
                        .addMethod(unary(TRAIL), ServerCalls.asyncUnaryCall(FrameProbe::trail))
                        .build(),
                new Witness());
    }

    /** Calls that a handler was begun for. */
    int begun() {
        return begun.get();
    }

    /** Calls whose handler was told that nobody waits for it any longer. */
    int cancelled() {
        return cancelled.get();
    }

    /** Waits until so many calls of {@link #HOLD} have come to their handlers. */
    void awaitHolding(int calls) throws InterruptedException {
        Await.until("calls held", () -> holding.get() >= calls);
    }

    void awaitCancelled(int calls) throws InterruptedException {
        Await.until("cancelled", () -> cancelled() >= calls);
    }

    /** Bytes that the handlers of {@link #FLOOD} have sent without being held up. */
    long sent() {
        return sent.get();
    }

    /** The metadata of each call. */
    List<Metadata> metadata() {
        return metadata;
    }

    void release() {
        held.countDown();
    }

    /** Asks for so many messages of such a size. */
    static byte[] order(int messages, int size) {
        return ByteBuffer.allocate(8).putInt(messages).putInt(size).array();
    }

    static MethodDescriptor<byte[], byte[]> unary(String name) {
        return method(name, MethodType.UNARY);
    }

    static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return Probe.method(name, type).toBuilder()
                .setFullMethodName(SERVICE + "/" + name)
                .build();
    }

    private static void answer(byte[] message, StreamObserver<byte[]> answers) {
        answers.onNext(message);
        answers.onCompleted();
    }

    private void hold(byte[] message, StreamObserver<byte[]> answers) {
        holding.incrementAndGet();
        Context.current().addListener(context -> cancelled.incrementAndGet(), Runnable::run);
        try {
            held.await();
            answer(message, answers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.onError(Status.CANCELLED.asRuntimeException());
        }
    }

    private void pour(byte[] order, StreamObserver<byte[]> answers) {
        var call = (ServerCallStreamObserver<byte[]>) answers;
        int messages = ByteBuffer.wrap(order).getInt(0);
        int size = ByteBuffer.wrap(order).getInt(4);
        var number = new AtomicInteger();
        call.setOnReadyHandler(() -> {
            while (call.isReady() && number.get() < messages) {
                call.onNext(numbered(number.getAndIncrement(), size));
                if (number.get() == messages) {
                    call.onCompleted();
                }
            }
        });
    }

    private void flood(byte[] order, StreamObserver<byte[]> answers) {
        int size = ByteBuffer.wrap(order).getInt(4);
        try {
            for (int i = 0; i < ByteBuffer.wrap(order).getInt(0); i++) {
                answers.onNext(numbered(i, size));
                sent.addAndGet(size);
            }
            answers.onCompleted();
        } finally {
            cancelled.incrementAndGet();
        }
    }

    private static byte[] numbered(int number, int size) {
        return ByteBuffer.allocate(size).putInt(number).array();
    }

    private static StreamObserver<byte[]> refuse(StreamObserver<byte[]> answers) {
        answers.onError(Status.ABORTED.withDescription("enough").asRuntimeException());
        return new Ignore();
    }

    private static void trail(byte[] length, StreamObserver<byte[]> answers) {
        var trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("x-long", Metadata.ASCII_STRING_MARSHALLER),
                "x".repeat(Integer.parseInt(new String(length, US_ASCII))));
        answers.onNext(length);
        answers.onError(Status.ABORTED.asRuntimeException(trailers));
    }

    private final class Witness implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            begun.incrementAndGet();
            metadata.add(headers);
            return next.startCall(call, headers);
        }
    }

    private static class Ignore implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] message) {
            // Nothing is asked of it.
        }

        @Override
        public void onError(Throwable failure) {
            // The test sees it on the wire.
        }

        @Override
        public void onCompleted() {
            // Answered already.
        }
    }

    private static final class Collector extends Ignore {
        private final StreamObserver<byte[]> answers;
        private int messages;
        private long bytes;

        Collector(StreamObserver<byte[]> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(byte[] message) {
            messages++;
            bytes += message.length;
        }

        @Override
        public void onCompleted() {
            answer((messages + " " + bytes).getBytes(US_ASCII), answers);
        }
    }

    private static final class Echo extends Ignore {
        private final StreamObserver<byte[]> answers;

        Echo(StreamObserver<byte[]> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(byte[] message) {
            answers.onNext(message);
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }
}
