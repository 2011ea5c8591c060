package helidon.grpc.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * gRPC over HTTP/2 for a Helidon listener, whose {@code GrpcRouting} says what is served; all other HTTP goes on as
 * Helidon has it. To be given to {@code ListenerConfig.addConnectionSelector}, in the place of Helidon's protocols.
 */
public final class GrpcWire implements ServerConnectionSelector {

    private final GrpcWireConfig config;
    private final WireListener listener;
    private final Map<Router, Map<String, Method<?, ?>>> methods = new ConcurrentHashMap<>();
    private final ServerConnectionSelector http1 =
            Http1ConnectionSelector.builder().config(Http1Config.create()).build();

    private GrpcWire(GrpcWireConfig config, WireListener listener) {
        this.config = config;
        this.listener = listener;
    }

    /** The wire with these limits. */
    public static ServerConnectionSelector selector(GrpcWireConfig config) {
        return selector(config, WireListener.NONE);
    }

    /** The same, heard by somebody. */
    public static ServerConnectionSelector selector(GrpcWireConfig config, WireListener listener) {
        return new GrpcWire(config, listener);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return NewConnection.START.length;
    }

    @Override
    public Support supports(BufferData data) {
        for (byte expected : NewConnection.START) {
            if (data.read() != expected) {
                return Support.UNSUPPORTED;
            }
        }
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("h2", "http/1.1");
    }

    @Override
    public ServerConnection connection(ConnectionContext socket) {
        var served = methods.computeIfAbsent(socket.router(), Method::of);
        return new NewConnection(
                socket, config.headersTimeout(), known -> new Connection(known, config, listener, served), http1);
    }
}
