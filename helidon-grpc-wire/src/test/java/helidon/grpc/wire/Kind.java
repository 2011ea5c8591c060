package helidon.grpc.wire;

/** Which server a case runs against. */
enum Kind {
    /** Ours. */
    WIRE,
    /** grpc-java on Netty, each call on a virtual thread: what callers are used to. */
    NETTY,
    /** The same without a thread of the call's own: for handlers that never block. */
    NETTY_DIRECT,
    /** Helidon's own gRPC. */
    STOCK
}
