package users.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;

/** The ports that the server is told to listen on. */
final class Ports {

    private Ports() {}

    /** @throws StartException when another process has one of them, or the address is none of this machine's */
    static void requireFree(Settings settings) {
        requireFree(settings.host(), settings.grpc().port(), "GRPC_PORT");
        requireFree(settings.host(), settings.adminPort(), "ADMIN_PORT");
    }

    private static void requireFree(String host, int port, String variable) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved() || !isOfThisMachine(address.getAddress())) {
            throw new StartException("BIND_ADDRESS must be an address of this machine, or empty for the default");
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

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            // Binding tells.
            return true;
        }
    }
}
