package users.server;

import helidon.grpc.wire.WireListener;
import io.grpc.BindableService;
import io.helidon.webserver.WebServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import users.server.grpc.Access;
import users.server.grpc.CallGuard;
import users.server.limits.CallLimits;
import users.server.limits.LimitSettings;
import users.server.telemetry.CallTelemetry;
import users.server.tracing.Tracing;

/** Services on a free port, without the rest of the server. */
final class TestListener {

    /** Whoever comes may call. */
    private static final Access OPEN = new Access(Optional.empty(), new CallLimits(LimitSettings.NONE));

    private TestListener() {}

    static CallGuard guard(CallTelemetry telemetry) {
        return new CallGuard(telemetry, new Tracing(settings().tracing()), OPEN);
    }

    static WebServer start(CallGuard guard, List<BindableService> services) {
        var settings = settings();
        return GrpcListener.start(
                "127.0.0.1", settings.grpc(), Optional.empty(), settings.grace(), guard, WireListener.NONE, services);
    }

    private static Settings settings() {
        return Settings.read(Map.of("GRPC_PORT", "0"), new Properties());
    }
}
