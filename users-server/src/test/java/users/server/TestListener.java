package users.server;

import helidon.grpc.wire.WireListener;
import io.grpc.BindableService;
import io.helidon.webserver.WebServer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import users.server.grpc.CallGuard;

/** Services on a free port, without the rest of the server. */
final class TestListener {

    private TestListener() {}

    static WebServer start(CallGuard guard, List<BindableService> services) {
        var settings = Settings.read(Map.of("GRPC_PORT", "0"), new Properties());
        return GrpcListener.start("127.0.0.1", settings.grpc(), settings.grace(), guard, WireListener.NONE, services);
    }
}
