package users.api.tls;

import java.time.Duration;
import java.time.Instant;

/** When a certificate is valid. */
public record Validity(Instant notBefore, Instant notAfter) {

    private static final Instant START = Instant.now();

    /** For as long as any test takes. */
    public static final Validity NOW = new Validity(START.minus(Duration.ofHours(1)), START.plus(Duration.ofDays(1)));
    /** It was, until a minute ago. */
    public static final Validity EXPIRED =
            new Validity(START.minus(Duration.ofDays(1)), START.minus(Duration.ofMinutes(1)));
    /** It will be, from tomorrow on. */
    public static final Validity FUTURE = new Validity(START.plus(Duration.ofDays(1)), START.plus(Duration.ofDays(2)));
}
