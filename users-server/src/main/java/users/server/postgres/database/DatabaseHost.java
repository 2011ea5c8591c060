package users.server.postgres.database;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the servers that a database is on. */
record DatabaseHost(String name, int port) {

    private static final int MOST = 16;
    /** A name or an IPv4 address, or an IPv6 address in brackets, and a port or not. */
    private static final Pattern FORM = Pattern.compile(
            "(?<name>[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:(?<port>[0-9]{1,5}))?");
    /** An IPv6 address by itself, as it has always been taken: what is behind its last colon is no port. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f.]{0,15}){2,8}");

    /** All of a list with commas; {@code port} is that of those that have none of their own. */
    static List<DatabaseHost> all(String list, int port) {
        return parts(list).map(part -> of(part, port).orElseThrow()).toList();
    }

    /** Whether a text is such a list. */
    static boolean areWellFormed(String list) {
        return parts(list).count() <= MOST
                && parts(list).allMatch(part -> of(part, 1).isPresent());
    }

    private static Stream<String> parts(String list) {
        return Stream.of(list.split(",", -1));
    }

    private static Optional<DatabaseHost> of(String part, int port) {
        var found = FORM.matcher(IPV6.matcher(part).matches() ? "[" + part + "]" : part);
        return found.matches()
                ? Optional.of(new DatabaseHost(
                                found.group("name"),
                                Optional.ofNullable(found.group("port"))
                                        .map(Integer::parseInt)
                                        .orElse(port)))
                        .filter(host -> host.port >= 1 && host.port <= 65535)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name + ":" + port;
    }
}
