package users.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Makes tokens, as an identity provider does. */
public final class TestIssuer {

    public static final String NAME = "https://issuer.example.test";
    public static final String AUDIENCE = "users";

    private final PublicJsonWebKey key;
    private final String algorithm;

    private TestIssuer(PublicJsonWebKey key, String algorithm, String keyId) {
        this.key = key;
        this.algorithm = algorithm;
        key.setKeyId(keyId);
    }

    public static TestIssuer rs256(String keyId) {
        return made(
                () -> new TestIssuer(RsaJwkGenerator.generateJwk(2048), AlgorithmIdentifiers.RSA_USING_SHA256, keyId));
    }

    public static TestIssuer es256(String keyId) {
        return made(() -> new TestIssuer(
                EcJwkGenerator.generateJwk(EllipticCurves.P256),
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                keyId));
    }

    public static TestIssuer edDsa(String keyId) {
        return made(() -> new TestIssuer(
                OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519),
                AlgorithmIdentifiers.EDDSA,
                keyId));
    }

    /** What a server needs to take the tokens of these, whose keys go into a file. */
    public static Map<String, String> environment(Path file, TestIssuer... issuers) throws IOException {
        return Map.of(
                "JWKS_FILE", Files.writeString(file, keys(issuers)).toString(),
                "JWT_ISSUER", NAME,
                "JWT_AUDIENCE", AUDIENCE);
    }

    /** The public keys of issuers, as they publish them. */
    public static String keys(TestIssuer... issuers) {
        return new JsonWebKeySet(Stream.of(issuers).map(issuer -> issuer.key).toList())
                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** A token that is good for an hour. */
    public String token(String subject, String... roles) {
        return token(subject, claims -> claims.setStringListClaim("roles", List.of(roles)));
    }

    /** The same after a change of its claims. */
    public String token(String subject, Consumer<JwtClaims> change) {
        return signed(claims(subject, change), algorithm, key.getPrivateKey());
    }

    /** One that does not say which key it is signed with. */
    String tokenWithoutKeyId(String subject, String... roles) {
        var claims = claims(subject, made -> made.setStringListClaim("roles", List.of(roles)));
        return signed(claims, algorithm, key.getPrivateKey(), Optional.empty());
    }

    /** One that says that its signature is none. */
    public String unsignedToken(String subject) {
        return signed(claims(subject, claims -> {}), AlgorithmIdentifiers.NONE, null);
    }

    /** One that is signed with the public key as if it were a shared secret. */
    public String tokenByPublicKey(String subject) {
        var secret = new HmacKey(key.getPublicKey().getEncoded());
        return signed(claims(subject, claims -> {}), AlgorithmIdentifiers.HMAC_SHA256, secret);
    }

    private String signed(JwtClaims claims, String by, @Nullable Key with) {
        return signed(claims, by, with, Optional.of(key.getKeyId()));
    }

    private static String signed(JwtClaims claims, String by, @Nullable Key with, Optional<String> keyId) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(by);
        keyId.ifPresent(signature::setKeyIdHeaderValue);
        signature.setKey(with);
        return made(signature::getCompactSerialization);
    }

    private static JwtClaims claims(String subject, Consumer<JwtClaims> change) {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setExpirationTimeMinutesInTheFuture(60);
        claims.setNotBeforeMinutesInThePast(1);
        change.accept(claims);
        return claims;
    }

    private interface Making<T> {
        T make() throws JoseException;
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
