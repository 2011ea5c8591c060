package users.server;

import helidon.grpc.wire.GrpcWireConfig;
import java.time.Duration;

/**
 * How gRPC is served.
 *
 * @param reflection whether debug clients can ask for the contract
 * @param maxIdle how long a connection without calls is kept
 * @param wire what the wire asks of its peers
 */
record GrpcSettings(int port, Protocol protocol, boolean reflection, Duration maxIdle, GrpcWireConfig wire) {

    /** What speaks gRPC. */
    enum Protocol {
        WIRE,
        HELIDON
    }
}
