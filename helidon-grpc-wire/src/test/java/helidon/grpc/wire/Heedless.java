package helidon.grpc.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends so many messages without asking whether the call is ready, as a loop over a query's rows does.
 *
 * @param sent how many it has sent
 * @param returned reached zero once its thread is free
 */
record Heedless(int messages, int size, AtomicInteger sent, CountDownLatch returned)
        implements ServerCallHandler<byte[], byte[]> {

    Heedless(int messages, int size) {
        this(messages, size, new AtomicInteger(), new CountDownLatch(1));
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        call.sendHeaders(new Metadata());
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onHalfClose() {
                try {
                    for (var i = 0; i < messages; i++) {
                        call.sendMessage(new byte[size]);
                        sent.incrementAndGet();
                    }
                    call.close(Status.OK, new Metadata());
                } finally {
                    returned.countDown();
                }
            }
        };
    }
}
