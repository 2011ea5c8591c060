package helidon.grpc.wire;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Gathers what a client streams, and tells it how many that were.
 *
 * @param got what has come, in order, once the client has ended
 */
record Collecting(CompletableFuture<List<byte[]>> got) implements ServerCallHandler<byte[], byte[]> {

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        call.request(Integer.MAX_VALUE);
        return listener(call);
    }

    /** The same without asking for anything. */
    ServerCall.Listener<byte[]> listener(ServerCall<byte[], byte[]> call) {
        var messages = new ArrayList<byte[]>();
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                messages.add(message);
            }

            @Override
            public void onHalfClose() {
                got.complete(messages);
                Handlers.finish(call, Payload.text("got " + messages.size()));
            }
        };
    }
}
