package users.server.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.server.files.NamedFile;

/**
 * How the server shows who it is, and whom it believes.
 *
 * @param certificate PEM: the server's certificate and those between it and its authority
 * @param key PEM: the key of that
 * @param authorities PEM: those whose word on clients counts; empty: clients are not asked for certificates
 * @param interval how often the files are looked at
 */
public record TlsSettings(
        NamedFile certificate,
        NamedFile key,
        Optional<NamedFile> authorities,
        ClientCertificates clients,
        Duration interval) {

    List<NamedFile> files() {
        return Stream.concat(Stream.of(certificate, key), authorities.stream()).toList();
    }
}
