package users.api.tls;

import java.time.Instant;

/** When a certificate is valid. */
public record Validity(Instant notBefore, Instant notAfter) {

    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    /** Whenever a test is run. */
    public static final Validity NOW = new Validity(PAST, FAR);
    /** It was, long ago. */
    public static final Validity EXPIRED = new Validity(PAST, Instant.parse("2021-01-01T00:00:00Z"));
    /** It will be, long from now. */
    public static final Validity FUTURE = new Validity(FAR, Instant.parse("2101-01-01T00:00:00Z"));
}
