package users.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports that the server is told to listen on. */
final class Ports {

    private Ports() {}

    /** @throws StartException when another process has one of them, or the address is none of this machine's */
    static void requireFree(Settings settings) {
        requireFree(settings.host(), settings.grpcPort(), "GRPC_PORT");
        requireFree(settings.host(), settings.adminPort(), "ADMIN_PORT");
    }

    private static void requireFree(String host, int port, String variable) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartException("BIND_ADDRESS must be an address of this machine, or empty for all of them");
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new StartException(
                    "port %d on %s cannot be listened on (%s): stop what has it, or set %s to another port"
                            .formatted(port, host, e.getMessage(), variable));
        }
    }
}
