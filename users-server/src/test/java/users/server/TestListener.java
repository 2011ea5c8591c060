package users.server;

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

/** Services on a free port, without the rest of the server. */
final class TestListener {

    /** Whoever comes may call. */
    static final Access OPEN = new Access(Optional.empty(), new CallLimits(LimitSettings.NONE));

    private TestListener() {}

    static WebServer start(CallGuard guard, List<BindableService> services) {
        var settings = Settings.read(Map.of("GRPC_PORT", "0"), new Properties());
        return GrpcListener.start("127.0.0.1", settings.grpc(), Optional.empty(), settings.grace(), guard, services);
    }
}
