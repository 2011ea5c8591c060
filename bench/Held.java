import com.google.protobuf.BytesValue;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Connections that are kept open, and the streams on them.
 *
 * @param answers a permit for each message that a stream has got back
 */
record Held(List<ManagedChannel> channels, List<StreamObserver<BytesValue>> streams, Semaphore answers)
        implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    /** So many connections to a server, with so many streams on each; all have been used. */
    static Held open(int port, int connections, int streamsEach) {
        var channels = Stream.generate(() -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .directExecutor()
                        .build())
                .limit(connections)
                .toList();
        var answers = new Semaphore(0);
        var streams = channels.stream()
                .flatMap(channel -> IntStream.range(0, streamsEach).mapToObj(i -> stream(channel, answers)))
                .toList();
        var held = new Held(channels, streams, answers);
        held.use();
        return held;
    }

    /** Makes a call on each connection and exchanges a message on each stream. */
    void use() {
        for (var channel : channels) {
            ClientCalls.blockingUnaryCall(
                    channel,
                    Echo.ONCE,
                    CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    Echo.MESSAGE);
        }
        streams.forEach(stream -> stream.onNext(Echo.MESSAGE));
        try {
            if (!answers.tryAcquire(streams.size(), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "Only %d of %d streams have answered".formatted(answers.availablePermits(), streams.size()));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private static StreamObserver<BytesValue> stream(ManagedChannel channel, Semaphore answers) {
        return ClientCalls.asyncBidiStreamingCall(
                channel.newCall(Echo.STREAM, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(BytesValue message) {
                        answers.release();
                    }

                    @Override
                    public void onError(Throwable ended) {
                        // Its answer will be missed.
                    }

                    @Override
                    public void onCompleted() {
                        // Likewise.
                    }
                });
    }
}
