package users.server.telemetry;

import io.helidon.metrics.api.MeterRegistry;
import java.util.Optional;
import users.server.caller.Callers;
import users.server.tls.ServerTls;

/** What lets callers be known and will not for ever: {@code users.tls.*} and {@code users.tokens.*}, where there is such. */
public final class CallerMetrics {

    private CallerMetrics() {}

    /** Puts it into the registry; docs/operations.md describes each metric. */
    public static void register(MeterRegistry registry, Optional<ServerTls> tls, Optional<Callers> callers) {
        var meters = new Meters(registry);
        tls.ifPresent(with -> meters.seconds(
                "users.tls.certificate.expiry",
                "When the server's certificate expires, in seconds since 1970",
                () -> with.certificate().getNotAfter().toInstant().getEpochSecond()));
        callers.flatMap(Callers::keysAge)
                .ifPresent(age -> meters.seconds(
                        "users.tokens.keys.age",
                        "Time since the keys for tokens were had from their address",
                        () -> age.get().toMillis() / 1e3));
    }
}
