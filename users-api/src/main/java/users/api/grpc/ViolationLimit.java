package users.api.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import users.api.Violation;

/**
 * Keeps the trailers of a refused call below 4 KiB whatever was sent: clients and proxies allow 8 KiB for all headers,
 * and a violation travels three times, twice of them in Base64.
 */
final class ViolationLimit {

    private static final int MAXIMUM_WEIGHT = 900;
    /** A character beyond ASCII has up to three bytes, each written as three in grpc-message. */
    private static final int WEIGHT_BEYOND_ASCII = 9;

    private ViolationLimit() {}

    /** The violations that fit, the first always; the last one says how many more there are. */
    static List<Violation> cut(List<Violation> violations) {
        var kept = new ArrayList<Violation>();
        int weight = 0;
        for (var violation : violations) {
            weight += weight(violation.toString());
            if (weight > MAXIMUM_WEIGHT && !kept.isEmpty()) {
                var last = kept.removeLast();
                kept.add(new Violation(last.field(), more(last.description(), violations.size() - kept.size() - 1)));
                break;
            }
            kept.add(violation);
        }
        return kept;
    }

    private static String more(String description, int count) {
        return String.format(Locale.ROOT, "%s (and %,d more violations)", description, count);
    }

    private static int weight(String text) {
        return text.chars()
                .map(character -> character < 0x80 ? 1 : WEIGHT_BEYOND_ASCII)
                .sum();
    }
}
