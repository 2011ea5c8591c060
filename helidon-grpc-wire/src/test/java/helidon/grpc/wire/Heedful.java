package helidon.grpc.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends so many messages, each when the call is ready for it.
 *
 * @param sent how many it has sent
 * @param stops how often the call was not ready for another one
 */
record Heedful(int messages, int size, AtomicInteger sent, AtomicInteger stops)
        implements ServerCallHandler<byte[], byte[]> {

    Heedful(int messages, int size) {
        this(messages, size, new AtomicInteger(), new AtomicInteger());
    }

    int unready() {
        return stops.get();
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        call.sendHeaders(new Metadata());
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onReady() {
                while (sent.get() < messages) {
                    if (!call.isReady()) {
                        stops.incrementAndGet();
                        return;
                    }
                    call.sendMessage(new byte[size]);
                    if (sent.incrementAndGet() == messages) {
                        call.close(Status.OK, new Metadata());
                    }
                }
            }
        };
    }
}
