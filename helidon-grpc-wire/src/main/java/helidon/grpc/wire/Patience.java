package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;

/**
 * How much of what does nothing for anybody a peer may do: resets, settings, frames of nothing. A budget that fills up
 * again, so that a burst of cancelled calls is no attack and a stream of them that never ends is one (CVE-2023-44487,
 * CVE-2019-9512 to 9518, CVE-2024-27316, CVE-2025-8671).
 */
final class Patience {

    private static final int BUDGET = 10_000;
    private static final int PER_SECOND = 1_000;
    private static final double NANOS = 1e9;

    private double left = BUDGET;
    private long since = System.nanoTime();

    /**
     * Spends some of it.
     *
     * @throws Http2Exception ENHANCE_YOUR_CALM when there is none left
     */
    void spend(int cost) {
        long now = System.nanoTime();
        left = Math.min(BUDGET, left + (now - since) / NANOS * PER_SECOND) - cost;
        since = now;
        if (left < 0) {
            throw new Http2Exception(Http2ErrorCode.ENHANCE_YOUR_CALM, "too_much_of_nothing");
        }
    }
}
