package users.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import users.api.Role;
import users.server.caller.CallerSettings;
import users.server.caller.CertificateRole;
import users.server.caller.KeySource;
import users.server.caller.TokenSettings;
import users.server.limits.LimitSettings;
import users.server.limits.Rate;
import users.server.tls.ClientCertificates;
import users.server.tls.TlsSettings;

/**
 * Who may call, and how much.
 *
 * @param tls empty: connections are plain
 * @param callers empty: callers are not known, and whoever can reach the server may call
 */
record AccessSettings(Optional<TlsSettings> tls, Optional<CallerSettings> callers, LimitSettings limits) {

    private static final String CERTIFICATE = "users.tls.certificate";
    private static final String KEY = "users.tls.key";
    private static final String AUTHORITIES = "users.tls.client-authorities";
    private static final String CLIENTS = "users.tls.client-certificates";
    private static final String REQUIRED = "users.callers.required";
    private static final String CERTIFICATE_ROLES = "users.callers.certificate-roles";
    private static final String JWKS_FILE = "users.callers.jwks-file";
    private static final String JWKS_URL = "users.callers.jwks-url";
    private static final String JWKS_AUTHORITIES = "users.callers.jwks-authorities";
    private static final String ISSUER = "users.callers.issuer";
    private static final String AUDIENCE = "users.callers.audience";

    static AccessSettings read(SettingsReader reader) {
        var tls = tls(reader);
        var tokens = tokens(reader);
        var roles = certificateRoles(reader);
        if (!roles.isEmpty() && tls.flatMap(TlsSettings::authorities).isEmpty()) {
            throw together(reader, CERTIFICATE_ROLES, AUTHORITIES);
        }
        boolean known =
                tokens.isPresent() || tls.flatMap(TlsSettings::authorities).isPresent();
        if (reader.flag(REQUIRED) && !known) {
            throw new StartException("%s is true, but no caller could be known: set %s, %s or %s"
                    .formatted(
                            reader.naming(REQUIRED),
                            reader.naming(AUTHORITIES),
                            reader.naming(JWKS_FILE),
                            reader.naming(JWKS_URL)));
        }
        return new AccessSettings(
                tls, known ? Optional.of(new CallerSettings(tokens, roles)) : Optional.empty(), limits(reader));
    }

    private static Optional<TlsSettings> tls(SettingsReader reader) {
        var certificate = reader.file(CERTIFICATE);
        var key = reader.file(KEY);
        var authorities = reader.file(AUTHORITIES);
        var clients = reader.oneOf(CLIENTS, ClientCertificates.class);
        var interval = reader.duration("users.tls.interval");
        if (certificate.isPresent() != key.isPresent()) {
            throw together(
                    reader, certificate.isPresent() ? CERTIFICATE : KEY, certificate.isPresent() ? KEY : CERTIFICATE);
        }
        if (authorities.isPresent() && certificate.isEmpty()) {
            throw together(reader, AUTHORITIES, CERTIFICATE);
        }
        if (clients == ClientCertificates.REQUIRED && authorities.isEmpty()) {
            throw together(reader, CLIENTS, AUTHORITIES);
        }
        return certificate.map(file -> new TlsSettings(file, key.orElseThrow(), authorities, clients, interval));
    }

    private static Optional<TokenSettings> tokens(SettingsReader reader) {
        var keys = keys(reader);
        var issuer = reader.optionalText(ISSUER);
        var audience = reader.optionalText(AUDIENCE);
        var rolesClaim = reader.text("users.callers.roles-claim");
        if (keys.isEmpty()) {
            // Whoever sets one of these believes that tokens are checked.
            Stream.of(ISSUER, AUDIENCE)
                    .filter(key -> reader.optionalText(key).isPresent())
                    .findFirst()
                    .ifPresent(key -> {
                        throw new StartException("%s is set, but not where the keys are: set %s or %s, too"
                                .formatted(reader.naming(key), reader.naming(JWKS_FILE), reader.naming(JWKS_URL)));
                    });
            return Optional.empty();
        }
        return Optional.of(new TokenSettings(
                keys.get(),
                issuer.orElseThrow(() -> together(reader, JWKS_FILE, JWKS_URL, ISSUER)),
                audience.orElseThrow(() -> together(reader, JWKS_FILE, JWKS_URL, AUDIENCE)),
                rolesClaim));
    }

    private static Optional<KeySource> keys(SettingsReader reader) {
        var file = reader.file(JWKS_FILE);
        var address = reader.url(
                JWKS_URL, "an address such as https://issuer.example.com/jwks.json, without user and password");
        var authorities = reader.file(JWKS_AUTHORITIES);
        var interval = reader.duration("users.callers.jwks-interval");
        if (file.isPresent() && address.isPresent()) {
            throw new StartException("%s and %s are both set: leave one of them out"
                    .formatted(reader.naming(JWKS_FILE), reader.naming(JWKS_URL)));
        }
        if (authorities.isPresent() && address.isEmpty()) {
            throw together(reader, JWKS_AUTHORITIES, JWKS_URL);
        }
        return file.<KeySource>map(named -> new KeySource.File(named, reader.duration("users.tls.interval")))
                .or(() -> address.map(uri -> new KeySource.Address(uri, authorities, interval)));
    }

    private static List<CertificateRole> certificateRoles(SettingsReader reader) {
        return reader.verbatim(CERTIFICATE_ROLES)
                .orElse("")
                .lines()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> certificateRole(reader, entry))
                .toList();
    }

    private static CertificateRole certificateRole(SettingsReader reader, String entry) {
        var parts = entry.split("\\s+", 2);
        return Role.named(parts[0])
                .filter(role -> parts.length == 2 && CertificateRole.isName(parts[1]))
                .map(role -> new CertificateRole(role, parts[1]))
                .orElseThrow(() -> new StartException(
                        "%s must have entries of a role and a subject or URI, such as users.reader CN=billing,O=Example, each on a line of its own or with ; between them"
                                .formatted(reader.naming(CERTIFICATE_ROLES))));
    }

    private static LimitSettings limits(SettingsReader reader) {
        return new LimitSettings(
                rate(reader, "users.limits.connection"),
                rate(reader, "users.limits.caller"),
                reader.optionalNumber("users.limits.caller.concurrent-calls", 1, 1_000_000));
    }

    private static Optional<Rate> rate(SettingsReader reader, String group) {
        var perSecondKey = group + ".calls-per-second";
        var burstKey = group + ".burst";
        var perSecond = reader.optionalNumber(perSecondKey, 1, 1_000_000);
        var burst = reader.optionalNumber(burstKey, 1, 1_000_000);
        if (burst.isPresent() && perSecond.isEmpty()) {
            throw together(reader, burstKey, perSecondKey);
        }
        return perSecond.map(rate -> new Rate(rate, burst.orElse(rate)));
    }

    private static StartException together(SettingsReader reader, String set, String missing) {
        return new StartException(
                "%s is set, which needs %s, too".formatted(reader.naming(set), reader.naming(missing)));
    }

    private static StartException together(SettingsReader reader, String one, String other, String missing) {
        return together(reader, reader.optionalText(one).isPresent() ? one : other, missing);
    }
}
