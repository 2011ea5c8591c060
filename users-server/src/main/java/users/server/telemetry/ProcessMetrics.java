package users.server.telemetry;

import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What this process is: {@code users.build.info}, {@code users.ready} and two that Prometheus has names for. */
final class ProcessMetrics {

    private ProcessMetrics() {}

    static void register(Meters meters, BooleanSupplier ready) {
        var process = ProcessHandle.current().info();
        meters.gauge(
                "users.build.info",
                "Always 1; which version this is",
                () -> 1,
                Tag.create("version", version()),
                Tag.create("java", Runtime.version().toString()));
        meters.gauge("users.ready", "Whether calls can be served", () -> ready.getAsBoolean() ? 1 : 0);
        double start = process.startInstant().orElseGet(Instant::now).toEpochMilli() / 1e3;
        meters.seconds("process.start.time", "When this process was started, in seconds since 1970", () -> start);
        meters.counter(
                "process.cpu.seconds",
                "Processor time of this process, in whole seconds",
                ProcessHandle.current(),
                self -> self.info().totalCpuDuration().orElse(Duration.ZERO).toSeconds());
    }

    private static String version() {
        return Optional.ofNullable(ProcessMetrics.class.getModule().getDescriptor())
                .flatMap(module -> module.rawVersion())
                .orElse("development");
    }
}
