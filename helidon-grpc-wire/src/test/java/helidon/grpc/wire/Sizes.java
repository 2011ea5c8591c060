package helidon.grpc.wire;

import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Measures what a client gets.
 *
 * @param onWire the bytes of each message as it was sent, compressed or not
 */
record Sizes(Queue<Long> onWire) {

    Sizes() {
        this(new ConcurrentLinkedQueue<>());
    }

    CallOptions options() {
        return CallOptions.DEFAULT.withStreamTracerFactory(new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new ClientStreamTracer() {
                    @Override
                    public void inboundMessageRead(int number, long wireSize, long size) {
                        onWire.add(wireSize);
                    }
                };
            }
        });
    }
}
