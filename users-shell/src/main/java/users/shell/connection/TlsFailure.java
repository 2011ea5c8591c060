package users.shell.connection;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What went wrong with TLS, in one sentence that says what to do. */
record TlsFailure(Endpoint endpoint, Transport.Tls tls) {

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final Pattern OTHER_NAME =
            Pattern.compile("(No subject alternative|No name matching|Illegal given domain name)");
    private static final Pattern FAULT = Pattern.compile("\\(certificate_\\w+\\) (.+)");

    String explain(Trouble trouble) {
        return switch (trouble) {
            case Trouble.TlsWanted() -> ended();
            case Trouble.Ended() -> ended();
            case Trouble.OtherProtocol() -> server("offers no HTTP/2 over TLS: it is no Users server");
            case Trouble.Refused(var cause) -> explain(Causes.of(cause));
        };
    }

    private String explain(Causes causes) {
        if (causes.have(NotSslRecordException.class)) {
            return server("speaks no TLS: run userctl without --tls, --ca, --cert, --key and --server-name");
        }
        return causes.found(ALERT)
                .map(alert -> server(refusal(alert)))
                .or(() ->
                        fault(causes).map(fault -> "the certificate of the server at %s %s".formatted(endpoint, fault)))
                .orElseGet(this::ended);
    }

    private Optional<String> fault(Causes causes) {
        if (causes.have(CertificateExpiredException.class)) {
            return Optional.of("has expired: whoever runs the server must renew it");
        }
        if (causes.have(CertificateNotYetValidException.class)) {
            return Optional.of("is not valid yet: see that the clocks agree");
        }
        if (causes.have(CertPathBuilderException.class)) {
            return Optional.of(tls.authorities()
                    .map(file ->
                            "is of another authority than those in " + file.path() + ": name its own with --ca FILE")
                    .orElse("is of an authority that Java does not know: name it with --ca FILE"));
        }
        if (causes.found(OTHER_NAME).isPresent()) {
            return Optional.of("is not for %s: name the server as it does, with -a HOST or --server-name NAME"
                    .formatted(tls.serverName().orElse(endpoint.host())));
        }
        return causes.found(FAULT).map(words -> "cannot be trusted: " + words);
    }

    /** What an alert means (RFC 8446); which one a server sends differs from one kind to another. */
    private String refusal(String alert) {
        return switch (alert) {
            case "protocol_version" -> "takes neither TLS 1.3 nor 1.2";
            case "no_application_protocol" -> "offers no HTTP/2 over TLS: it is no Users server";
            case "unrecognized_name" ->
                "does not know itself as %s: name it with --server-name NAME"
                        .formatted(tls.serverName().orElse(endpoint.host()));
            case String any
            when tls.identity().isPresent() -> refusal(tls.identity().get());
            case "certificate_required", "bad_certificate", "handshake_failure" ->
                "wants a client certificate: run userctl with --cert FILE and --key FILE";
            case String other -> "refuses TLS as it is asked for: " + other;
        };
    }

    private static String refusal(Transport.ClientIdentity identity) {
        return "does not take the certificate %s: %s"
                .formatted(
                        identity.certificate().path(),
                        hasExpired(identity.certificate())
                                ? "it has expired, get a new one"
                                : "whoever runs it knows whose it takes");
    }

    private static boolean hasExpired(NamedFile certificate) {
        try {
            var end = new PemFile(certificate).certificates().getFirst().getNotAfter();
            return end.toInstant().isBefore(Instant.now());
        } catch (AccessException e) {
            // It was of use a moment ago; the next call says what has become of it.
            return false;
        }
    }

    /** How a refusal looks when its alert is lost with the connection. */
    private String ended() {
        return "no Users server answers at %s: it ends the connection, as one does that %s"
                .formatted(
                        endpoint,
                        tls.identity()
                                .map(identity -> "does not take the certificate "
                                        + identity.certificate().path())
                                .orElse("speaks no TLS, or wants a client certificate (--cert FILE and --key FILE)"));
    }

    private String server(String fault) {
        return "the server at %s %s".formatted(endpoint, fault);
    }
}
