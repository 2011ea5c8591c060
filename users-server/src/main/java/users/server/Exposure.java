package users.server;

import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.server.caller.CallerSettings;
import users.server.caller.KeySource;
import users.server.caller.TokenSettings;

/** Warns of a server that others than this machine can reach and that anybody may use, or listen to. */
final class Exposure {

    private static final Logger LOG = Logger.getLogger(Exposure.class.getName());

    private Exposure() {}

    static void warn(Settings settings) {
        var access = settings.access();
        access.callers()
                .flatMap(CallerSettings::tokens)
                .map(TokenSettings::keys)
                .ifPresent(Exposure::warnOfPlainKeys);
        if (isLoopback(settings.host())) {
            return;
        }
        if (access.callers().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "whoever can reach {0} may read and change all users: set TLS_CLIENT_CA_FILE, JWKS_FILE or JWKS_URL"
                            + " (docs/security.md), or BIND_ADDRESS=127.0.0.1",
                    settings.host());
        }
        if (access.tls().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "gRPC on {0} is without TLS, so that passwords and tokens can be read on their way: set TLS_CERT_FILE"
                            + " and TLS_KEY_FILE (docs/security.md)",
                    settings.host());
        }
    }

    private static void warnOfPlainKeys(KeySource keys) {
        if (keys instanceof KeySource.Address(var uri, var authorities, var interval)
                && "http".equals(uri.getScheme())
                && !isLoopback(uri.getHost())) {
            LOG.log(
                    Level.WARNING,
                    "JWKS_URL is without TLS: whoever is between here and {0} can make tokens; use https",
                    uri.getHost());
        }
    }

    private static boolean isLoopback(String host) {
        var address = new InetSocketAddress(host, 0).getAddress();
        return address != null && address.isLoopbackAddress();
    }
}
