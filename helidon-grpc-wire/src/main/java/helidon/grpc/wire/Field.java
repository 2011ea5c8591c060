package helidon.grpc.wire;

/** A header field. */
record Field(String name, String value) {

    private static final int OVERHEAD = 32;

    /** Its size, as HPACK and SETTINGS_MAX_HEADER_LIST_SIZE count it (RFC 7541, section 4.1). */
    int size() {
        return name.length() + value.length() + OVERHEAD;
    }
}
