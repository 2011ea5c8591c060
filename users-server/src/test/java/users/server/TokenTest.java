package users.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.api.CredentialFault;
import users.server.contract.People;
import users.server.files.FileWatch;
import users.v1.CreateUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUserChangesRequest;
import users.v1.ListUsersRequest;
import users.v1.User;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** Tokens as callers send them, good and bad. */
class TokenTest {

    private static final TestIssuer RSA = TestIssuer.rs256("rsa");
    private static final TestIssuer EC = TestIssuer.es256("ec");
    private static final TestIssuer OTHER_EC = TestIssuer.es256("ec 2");
    private static final TestIssuer ED = TestIssuer.edDsa("ed");

    @TempDir
    private static Path folder;

    private static Path keys;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        keys = folder.resolve("jwks.json");
        server = TestServer.start(keys, List.of(RSA, EC, OTHER_EC, ED), "users.tls.interval", "PT0.05S");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachAlgorithmThatIsSafeIsTaken() {
        for (var issuer : List.of(RSA, EC, ED)) {
            assertThat(list(issuer.token("reports", "users.reader"))).isNotNull();
        }
    }

    @Test
    void aTokenThatDoesNotNameItsKeyIsTakenByAnyThatFits() {
        for (var issuer : List.of(RSA, EC, OTHER_EC, ED)) {
            assertThat(list(issuer.tokenWithoutKeyId("reports", "users.reader")))
                    .isNotNull();
        }
        assertThat(fault(refused(TestIssuer.es256("x").tokenWithoutKeyId("reports", "users.reader"))))
                .isEqualTo(CredentialFault.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void withoutATokenNobodyIsKnown() {
        var refused = refused(server.stub());

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(refused.getStatus().getDescription())
                .isEqualTo("nobody is known to call: a bearer token or a client certificate is needed");
        assertThat(fault(refused)).isEqualTo(CredentialFault.MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, TOKEN_EXPIRED",
        "NOT_YET_VALID, TOKEN_NOT_YET_VALID",
        "OTHER_AUDIENCE, TOKEN_AUDIENCE",
        "NO_AUDIENCE, TOKEN_AUDIENCE",
        "OTHER_ISSUER, TOKEN_ISSUER",
        "NO_ISSUER, TOKEN_ISSUER",
        "NO_EXPIRY, TOKEN_MALFORMED",
        "NO_SUBJECT, TOKEN_MALFORMED",
        "EMPTY_SUBJECT, TOKEN_MALFORMED",
        "OUR_NAME, TOKEN_MALFORMED",
        "CONTROL_CHARACTER, TOKEN_MALFORMED",
        "SUBJECT_IS_A_NUMBER, TOKEN_MALFORMED"
    })
    void aTokenWithABadClaimIsRefusedWithWhatIsWrong(BadClaim bad, CredentialFault fault) {
        assertThat(fault(refused(EC.token("reports", bad.change)))).isEqualTo(fault);
    }

    enum BadClaim {
        EXPIRED(claims -> claims.setExpirationTimeMinutesInTheFuture(-1)),
        NOT_YET_VALID(claims -> claims.setNotBeforeMinutesInThePast(-5)),
        OTHER_AUDIENCE(claims -> claims.setAudience("orders")),
        NO_AUDIENCE(claims -> claims.unsetClaim("aud")),
        OTHER_ISSUER(claims -> claims.setIssuer("https://other.test")),
        NO_ISSUER(claims -> claims.unsetClaim("iss")),
        NO_EXPIRY(claims -> claims.unsetClaim("exp")),
        NO_SUBJECT(claims -> claims.unsetClaim("sub")),
        EMPTY_SUBJECT(claims -> claims.setSubject("")),
        OUR_NAME(claims -> claims.setSubject("users-server")),
        CONTROL_CHARACTER(claims -> claims.setSubject("a\nb")),
        SUBJECT_IS_A_NUMBER(claims -> claims.setClaim("sub", 7));

        private final Consumer<JwtClaims> change;

        BadClaim(Consumer<JwtClaims> change) {
            this.change = claims -> {
                claims.setStringListClaim("roles", "users.admin");
                change.accept(claims);
            };
        }
    }

    @Test
    void whatIsNotSignedByAKnownKeyIsRefused() {
        assertThat(fault(refused(RSA.unsignedToken("reports")))).isEqualTo(CredentialFault.TOKEN_ALGORITHM);
        assertThat(fault(refused(RSA.tokenByPublicKey("reports")))).isEqualTo(CredentialFault.TOKEN_ALGORITHM);
        assertThat(fault(refused(TestIssuer.es256("unknown").token("reports"))))
                .isEqualTo(CredentialFault.TOKEN_KEY_UNKNOWN);
        // A key of its own under a name that is known.
        assertThat(fault(refused(TestIssuer.es256("ec").token("reports")))).isEqualTo(CredentialFault.TOKEN_SIGNATURE);
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        var parts = EC.token("reports", "users.reader").split("\\.", -1);
        var other = EC.token("reports", "users.admin").split("\\.", -1);

        assertThat(fault(refused(parts[0] + "." + other[1] + "." + parts[2])))
                .isEqualTo(CredentialFault.TOKEN_SIGNATURE);
        assertThat(fault(refused(parts[0] + "." + parts[1] + "."))).isEqualTo(CredentialFault.TOKEN_SIGNATURE);
    }

    @Test
    void whatIsNoBearerTokenIsRefused() {
        for (var header : List.of("Bearer", "Bearer ", "Basic amFjazpwdw==", "Bearer a.b", "Bearer a.b.c", "jack")) {
            assertThat(fault(refused(server.stub().withCallCredentials(Bearer.header(header)))))
                    .isEqualTo(CredentialFault.TOKEN_MALFORMED);
        }
        var lowerCase = Bearer.header("bearer " + EC.token("reports", "users.reader"));
        assertThat(server.stub().withCallCredentials(lowerCase).listUsers(ListUsersRequest.getDefaultInstance()))
                .isNotNull();
    }

    @Test
    void rolesAreAListOrATextWithBlanks() {
        assertThat(list(EC.token("a", claims -> claims.setStringClaim("roles", "other users.reader"))))
                .isNotNull();
        var refused = refused(EC.token("a", claims -> claims.setStringListClaim("roles", "users.readers", "admin")));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(refused.getStatus().getDescription())
                .isEqualTo("this needs the role users.reader, which the caller does not have");
    }

    @Test
    void whoMayNotAskIsNotToldWhoExists() {
        var nobody = GetUserRequest.newBuilder().setId("no id at all").build();

        var refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(EC.token("a")).getUser(nobody));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void theCallerIsTheActorOfWhatItChanges() {
        var person = People.somebody();
        var user = stub(EC.token("import-job 7", "users.admin"))
                .createUser(CreateUserRequest.newBuilder()
                        .setUser(User.newBuilder()
                                .setFirstName("a")
                                .setLastName("b")
                                .setNickname("c")
                                .setCountry("GB")
                                .setEmail(person.profile().email().value()))
                        .setPassword("a-test-password")
                        .build());

        var changes = stub(EC.token("reports", "users.reader"))
                .listUserChanges(
                        ListUserChangesRequest.newBuilder().setId(user.getId()).build());

        assertThat(changes.getChanges(0).getActor()).isEqualTo("import-job 7");
    }

    @Test
    void aKeyThatIsAddedOrTakenAwayCountsSoon() throws IOException {
        var added = TestIssuer.es256("added");
        var token = added.token("reports", "users.reader");
        assertThat(fault(refused(token))).isEqualTo(CredentialFault.TOKEN_KEY_UNKNOWN);

        Files.writeString(keys, TestIssuer.keys(RSA, EC, OTHER_EC, ED, added));
        Await.until(() -> accepted(token));
        try (var log = LogLines.of(FileWatch.class.getName())) {
            Files.writeString(keys, "nothing of use");
            Await.until(() -> !log.texts().isEmpty());
            assertThat(accepted(token)).isTrue();
        }
        Files.writeString(keys, TestIssuer.keys(RSA, EC, OTHER_EC, ED));

        Await.until(() -> !accepted(token));
        assertThat(accepted(EC.token("reports", "users.reader"))).isTrue();
    }

    private static boolean accepted(String token) {
        try {
            return list(token) != null;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private static Object list(String token) {
        return stub(token).listUsers(ListUsersRequest.getDefaultInstance());
    }

    private static UsersServiceBlockingStub stub(String token) {
        return server.stub().withCallCredentials(Bearer.token(token));
    }

    private static StatusRuntimeException refused(String token) {
        return refused(stub(token));
    }

    private static StatusRuntimeException refused(UsersServiceBlockingStub stub) {
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> stub.listUsers(ListUsersRequest.getDefaultInstance()));
    }

    private static CredentialFault fault(StatusRuntimeException refused) {
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        try {
            return CredentialFault.valueOf(requireNonNull(StatusProto.fromThrowable(refused))
                    .getDetails(0)
                    .unpack(ErrorInfo.class)
                    .getMetadataOrThrow("fault"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
