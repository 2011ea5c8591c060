package helidon.grpc.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call as its caller drives it, message by message; nothing takes longer than its patience. */
final class SoakCall extends ClientCall.Listener<byte[]> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClientCall<byte[], byte[]> call;
    private final String method;
    private final BlockingQueue<Optional<byte[]>> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> status = new CompletableFuture<>();

    private SoakCall(ClientCall<byte[], byte[]> call, String method) {
        this.call = call;
        this.method = method;
    }

    static SoakCall start(Channel channel, MethodDescriptor<byte[], byte[]> method, CallOptions options) {
        var started = new SoakCall(channel.newCall(method, options), method.getFullMethodName());
        started.call.start(started, new Metadata());
        return started;
    }

    SoakCall send(byte[] message) {
        call.sendMessage(message);
        return this;
    }

    SoakCall halfClose() {
        call.halfClose();
        return this;
    }

    SoakCall request(int messages) {
        call.request(messages);
        return this;
    }

    void cancel() {
        call.cancel("at a random moment", new InterruptedException("soak"));
    }

    /** Waits for this very message. */
    void expect(byte[] message) throws InterruptedException {
        if (!next().filter(answer -> Arrays.equals(answer, message)).isPresent()) {
            throw new IllegalStateException(method + " answered otherwise, "
                    + status.thenApply(SoakCall::sentence).getNow("and goes on"));
        }
    }

    /** Waits for the end. */
    Status status() throws InterruptedException {
        try {
            return status.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + " does not end", e);
        }
    }

    /** Waits for the end, which is to be one of these. */
    Status end(Status.Code... allowed) throws InterruptedException {
        var end = status();
        if (!Arrays.asList(allowed).contains(end.getCode())) {
            throw new IllegalStateException(method + ": " + sentence(end));
        }
        return end;
    }

    @Override
    public void onMessage(byte[] message) {
        answers.add(Optional.of(message));
    }

    @Override
    public void onClose(Status end, Metadata trailers) {
        status.complete(end);
        answers.add(Optional.empty());
    }

    /** Without the whole stack that its own toString has. */
    private static String sentence(Status end) {
        return "ended with %s, %s, %s".formatted(end.getCode(), end.getDescription(), end.getCause());
    }

    private Optional<byte[]> next() throws InterruptedException {
        var answer = answers.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (answer == null) {
            throw new IllegalStateException(method + " does not answer");
        }
        return answer;
    }
}
