package users.shell.connection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What carries the calls. */
public sealed interface Transport {

    /** TCP as it is, which everybody on the way can read and change. */
    record Plaintext() implements Transport {}

    /**
     * TLS. The server's certificate is always checked, its name too.
     *
     * @param authorities the certificates of those that may vouch for the server; empty: all that Java knows
     * @param identity who calls
     * @param serverName the name that the server's certificate must have; empty: that of the host
     */
    record Tls(Optional<NamedFile> authorities, Optional<ClientIdentity> identity, Optional<String> serverName)
            implements Transport {

        List<NamedFile> files() {
            return Stream.concat(
                            authorities.stream(),
                            identity.stream().flatMap(client -> Stream.of(client.certificate(), client.key())))
                    .toList();
        }
    }

    /** A client's certificate, with those of authorities behind it, and its key. */
    record ClientIdentity(NamedFile certificate, NamedFile key) {}
}
