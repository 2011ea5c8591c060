package helidon.grpc.wire;

/** Hears what handlers do not: of connections, and of requests that became no calls. On the threads of these, at once. */
public interface WireListener {

    /** One who listens to nothing. */
    WireListener NONE = new WireListener() {
        @Override
        public void opened() {}

        @Override
        public void closed() {}

        @Override
        public void dismissed() {}

        @Override
        public void refused(Refusal refusal) {}
    };

    /** Why a request became no call. */
    enum Refusal {
        /** The connection has as many calls as it may have at a time. */
        TOO_MANY_CALLS,
        /** Its header fields are longer than they may be. */
        METADATA_TOO_LONG,
        /** Nothing is served under its path. */
        UNKNOWN_METHOD,
        /** It is HTTP of another kind, for a path where gRPC is served or for none. */
        NOT_GRPC,
        /** Its header fields break a rule of HTTP/2 or gRPC. */
        MALFORMED
    }

    /** An HTTP/2 connection has begun. */
    void opened();

    /** It has ended. */
    void closed();

    /** It ends because its peer broke a rule or asked for too much: too many resets or pings, for instance. */
    void dismissed();

    /** A request was answered, or its stream reset, before any handler saw it. */
    void refused(Refusal refusal);
}
