package users.server.caller;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import users.api.CredentialFault;
import users.api.Role;
import users.api.UserError;
import users.api.UserException;
import users.server.tls.Authorities;

/**
 * Client certificates as the names of callers: by their URI (SPIFFE has one), else by their subject. Their roles are those
 * that the settings give them; where these name nobody, the certificate's OU and O say them, as groups do in Kubernetes.
 */
final class CertificateCallers {

    private static final int MAXIMUM = 10_000;
    /** RFC 5280, GeneralName. */
    private static final int URI = 6;

    private final List<CertificateRole> roles;
    private final Map<X509Certificate, Known> known = new ConcurrentHashMap<>();

    private record Known(Caller caller, Authorities authorities, long notAfterMillis) {}

    CertificateCallers(List<CertificateRole> roles) {
        this.roles = roles;
    }

    /**
     * Whose a certificate is.
     *
     * @param chain begins with it
     * @throws UserException with {@link UserError.Unauthenticated} when it is bad
     */
    Caller caller(List<X509Certificate> chain, Authorities authorities) {
        var before = known.get(chain.getFirst());
        if (before != null
                && before.authorities() == authorities
                && System.currentTimeMillis() < before.notAfterMillis()) {
            return before.caller();
        }
        authorities.fault(chain).ifPresent(fault -> {
            throw unauthenticated(fault);
        });
        var caller = caller(chain.getFirst());
        if (known.size() >= MAXIMUM) {
            known.clear();
        }
        long notAfter = chain.stream()
                .mapToLong(certificate -> certificate.getNotAfter().toInstant().toEpochMilli())
                .min()
                .orElseThrow();
        known.put(chain.getFirst(), new Known(caller, authorities, notAfter));
        return caller;
    }

    private Caller caller(X509Certificate certificate) {
        var subject = certificate.getSubjectX500Principal();
        var uri = uri(certificate);
        var name = uri.orElseGet(() -> subject.getName(X500Principal.RFC2253));
        if (!Caller.isName(name)) {
            throw unauthenticated(CredentialFault.CERTIFICATE_NAME);
        }
        var found = roles.isEmpty()
                ? organisations(subject).map(Role::named).flatMap(Optional::stream)
                : roles.stream().filter(given -> given.isOf(uri, subject)).map(CertificateRole::role);
        return new Caller(name, found.max(Enum::compareTo));
    }

    private static Optional<String> uri(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return Optional.ofNullable(names).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> name.getFirst().equals(URI))
                    .map(name -> name.getLast().toString())
                    .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> organisations(X500Principal subject) {
        try {
            return new LdapName(subject.getName(X500Principal.RFC2253))
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("OU")
                                    || part.getType().equalsIgnoreCase("O"))
                            .map(Rdn::getValue)
                            .map(Object::toString);
        } catch (InvalidNameException e) {
            return Stream.of();
        }
    }

    private static UserException unauthenticated(CredentialFault fault) {
        return new UserException(new UserError.Unauthenticated(fault));
    }
}
