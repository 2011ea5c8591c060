package users.shell.connection;

import java.net.IDN;
import java.net.InetAddress;
import java.util.regex.Pattern;
import users.api.InvalidValueException;

/**
 * Where a server listens.
 *
 * @param host a name of any form, or an address; an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record Endpoint(String host, int port) {

    public static final String DEFAULT_HOST = "localhost";
    public static final String DEFAULT_PORT = "5355";

    private static final Pattern NO_HOST = Pattern.compile("[/@ ]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAXIMUM_PORT = 65_535;

    /** Reads a host. @throws InvalidValueException when it can be none, such as a URL or host:port */
    public static String parseHost(String text) {
        var host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean address = host.indexOf(':') != host.lastIndexOf(':');
        if (host.isBlank() || NO_HOST.matcher(host).find() || (host.contains(":") && !address)) {
            throw new InvalidValueException("must be a host's name or address alone; the port goes behind -p");
        }
        return address ? host : ascii(host);
    }

    /** Reads a port. @throws InvalidValueException when it is no number from 1 to 65,535 */
    public static int parsePort(String text) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAXIMUM_PORT) {
            throw new InvalidValueException("must be a number from 1 to 65535");
        }
        return port;
    }

    /** Whether it is on this machine, whatever the hosts file has; any other name could be anybody's. */
    public boolean isLoopback() {
        try {
            return isLocalhost() || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Always both loopback addresses (RFC 6761). */
    boolean isLocalhost() {
        return host.equalsIgnoreCase("localhost") || host.equalsIgnoreCase("localhost.");
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("must be a host's name or address");
        }
    }

    /** As in a URL: an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
