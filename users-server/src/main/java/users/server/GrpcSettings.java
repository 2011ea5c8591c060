package users.server;

import helidon.grpc.wire.GrpcWireConfig;
import java.time.Duration;

/**
 * How gRPC is served.
 *
 * @param maxIdle how long a connection without calls is kept
 * @param wire what the wire asks of its peers
 */
record GrpcSettings(int port, Protocol protocol, Duration maxIdle, GrpcWireConfig wire) {

    /** What speaks gRPC. */
    enum Protocol {
        WIRE,
        HELIDON
    }
}
