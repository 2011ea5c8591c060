/** Which gRPC server is measured. */
enum Kind {
    /** Helidon's own. */
    STOCK("stock"),
    /** Helidon's web server with the wire of helidon-grpc-wire. */
    WIRE("wire"),
    /** grpc-java on Netty, each call on a virtual thread: what may block does. */
    NETTY("netty-virtual"),
    /** grpc-java on Netty, calls on Netty's own threads, where nothing may block; the yardstick for what does not. */
    NETTY_DIRECT("netty-direct");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
