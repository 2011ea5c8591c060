package helidon.grpc.wire;

/** The settings of HTTP/2 that gRPC has a use for: RFC 9113, section 6.5.2. */
final class Setting {

    static final int MAX_CONCURRENT_STREAMS = 3;
    static final int INITIAL_WINDOW_SIZE = 4;
    static final int MAX_FRAME_SIZE = 5;
    static final int MAX_HEADER_LIST_SIZE = 6;

    private Setting() {}
}
