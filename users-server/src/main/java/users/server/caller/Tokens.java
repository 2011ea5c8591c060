package users.server.caller;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import users.api.CredentialFault;
import users.api.Role;
import users.api.UserError;
import users.api.UserException;

/** Signed JWTs (RFC 7519) as the names of callers, under the rules of RFC 8725. */
final class Tokens implements AutoCloseable {

    private static final int SKEW_SECONDS = 30;
    /** Of public keys alone: with HS256 in it, a public key would do to sign. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.EDDSA);

    private static final VerificationJwkSelector SELECTOR = new VerificationJwkSelector();

    private final KeySet keys;
    private final String rolesClaim;
    private final JwtConsumer consumer;
    private final CheckedTokens checked = new CheckedTokens();

    Tokens(TokenSettings settings, KeySet keys) {
        this.keys = keys;
        rolesClaim = settings.rolesClaim();
        consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setVerificationKeyResolver(this::key)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .setExpectedIssuer(settings.issuer())
                .setExpectedAudience(settings.audience())
                .build();
    }

    /**
     * Whose a token is.
     *
     * @throws UserException with {@link UserError.Unauthenticated} when it is bad, and with
     *     {@link UserError.KeysUnavailable} when that cannot be told
     */
    Caller caller(String token) {
        var known = keys.keys();
        return checked.find(token, known).orElseGet(() -> {
            var claims = check(token);
            var caller = caller(claims);
            checked.add(token, caller, expiry(claims), known);
            return caller;
        });
    }

    Optional<Supplier<Duration>> keysAge() {
        return keys.age();
    }

    @Override
    public void close() {
        keys.close();
    }

    private JwtClaims check(String token) {
        try {
            return consumer.processToClaims(token);
        } catch (InvalidJwtException e) {
            throw TokenFaults.of(e);
        }
    }

    private java.security.Key key(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        try {
            // Before a key is looked for, which may be asked of the issuer.
            ALGORITHMS.checkConstraint(token.getAlgorithmHeaderValue());
            return select(token, keys.keys())
                    .or(() -> select(token, keys.renewedKeys()))
                    .map(JsonWebKey::getKey)
                    .orElseThrow(() -> new UnresolvableKeyException("No such key"));
        } catch (UserException | JoseException e) {
            throw new UnresolvableKeyException("No key", e);
        }
    }

    private static Optional<JsonWebKey> select(JsonWebSignature token, List<JsonWebKey> keys) {
        try {
            return Optional.ofNullable(SELECTOR.selectWithVerifySignatureDisambiguate(token, keys));
        } catch (JoseException e) {
            return Optional.empty();
        }
    }

    private Caller caller(JwtClaims claims) {
        try {
            var name = claims.getSubject();
            if (!Caller.isName(name)) {
                throw malformed();
            }
            var roles = roles(claims.getClaimsMap(), rolesClaim);
            return new Caller(
                    name, roles.map(Role::named).flatMap(Optional::stream).max(Enum::compareTo));
        } catch (MalformedClaimException e) {
            throw malformed();
        }
    }

    /** By the claim's whole name first, since those that are addresses have dots, too. */
    private static Stream<String> roles(Map<?, ?> claims, String path) {
        var value = claims.get(path);
        if (value instanceof String text) {
            return Stream.of(text.split(" "));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().filter(String.class::isInstance).map(String.class::cast);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? roles(inner, path.substring(dot + 1))
                : Stream.of();
    }

    private static long expiry(JwtClaims claims) {
        try {
            return claims.getExpirationTime().getValue() + SKEW_SECONDS;
        } catch (MalformedClaimException e) {
            throw malformed();
        }
    }

    private static UserException malformed() {
        return new UserException(new UserError.Unauthenticated(CredentialFault.TOKEN_MALFORMED));
    }
}
