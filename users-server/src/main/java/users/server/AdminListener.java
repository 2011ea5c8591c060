package users.server;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.util.function.BooleanSupplier;

/** The socket for whoever runs the server: {@code /observe/health} and {@code /observe/metrics} over HTTP. */
final class AdminListener {

    private AdminListener() {}

    static WebServer start(String host, int port, Readiness readiness, HealthCheck events, MeterRegistry registry) {
        var health = HealthObserver.builder()
                .details(true)
                .useSystemServices(false)
                .addCheck(check(HealthCheckType.LIVENESS, "live", () -> true))
                .addCheck(check(HealthCheckType.READINESS, "ready", readiness::ready))
                .addCheck(check(HealthCheckType.STARTUP, "started", readiness::started))
                .addCheck(events)
                .build();
        var metrics = MetricsObserver.builder().meterRegistry(registry).build();
        return WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .addProtocol(Http1Config.create())
                .addFeature(ObserveFeature.builder()
                        .observersDiscoverServices(false)
                        .addObserver(health)
                        .addObserver(metrics)
                        .build())
                .build()
                .start();
    }

    private static HealthCheck check(HealthCheckType type, String name, BooleanSupplier up) {
        return new HealthCheck() {
            @Override
            public HealthCheckType type() {
                return type;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public String path() {
                return name;
            }

            @Override
            public HealthCheckResponse call() {
                return HealthCheckResponse.builder().status(up.getAsBoolean()).build();
            }
        };
    }
}
