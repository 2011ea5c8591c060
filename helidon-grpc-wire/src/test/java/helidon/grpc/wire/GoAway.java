package helidon.grpc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How a connection is said to end.
 *
 * @param last the highest stream that the server may have begun with
 */
record GoAway(int last, int code, String text) {

    private static final int FIXED = 8;

    static GoAway of(Frame frame) {
        var text = new String(frame.payload(), FIXED, frame.payload().length - FIXED, UTF_8);
        return new GoAway(frame.number(0), frame.number(Integer.BYTES), text);
    }
}
