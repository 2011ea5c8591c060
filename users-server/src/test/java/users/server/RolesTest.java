package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.stub.ClientCalls;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.api.Role;
import users.grpc.health.v1.HealthGrpc;
import users.server.postgres.TestDatabase;
import users.v1.ExportUsersRequest;
import users.v1.UsersProto;
import users.v1.UsersServiceGrpc;

/** Each RPC by each role, as the options in users.proto have it: an RPC that is added is in here. */
class RolesTest extends CallersTest {

    static Stream<MethodDescriptor<?, ?>> methods() {
        return UsersServiceGrpc.getServiceDescriptor().getMethods().stream();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anRpcIsForWhoeverHasItsRoleOrOneThatIncludesIt(MethodDescriptor<?, ?> method) {
        var needed = Role.named(UsersProto.getDescriptor()
                        .findServiceByName("UsersService")
                        .findMethodByName(method.getBareMethodName())
                        .getOptions()
                        .getExtension(UsersProto.role))
                .orElseThrow();

        assertThat(code(method, Optional.empty())).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(code(method, Optional.of(ISSUER.token("nobody", "users.nothing"))))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        for (var role : Role.values()) {
            var code = code(method, Optional.of(ISSUER.token("caller", role.toString())));
            if (role.includes(needed)) {
                assertThat(code).isIn(Status.Code.OK, Status.Code.INVALID_ARGUMENT);
            } else {
                assertThat(code).isEqualTo(Status.Code.PERMISSION_DENIED);
            }
        }
    }

    @Test
    void hashesAreForAdministratorsAlone() {
        var request =
                ExportUsersRequest.newBuilder().setIncludePasswordHashes(true).build();
        for (var role : Role.values()) {
            var stub = server.stub().withCallCredentials(Bearer.token(ISSUER.token("caller", role.toString())));
            var code = code(() -> stub.exportUsers(request).hasNext());

            assertThat(code).isEqualTo(role == Role.ADMIN ? Status.Code.OK : Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void reflectionCanBeSwitchedOff() {
        try (var silent = TestServer.start(TestDatabase.create(), "users.grpc.reflection", "false")) {
            assertThat(code(silent, ServerReflectionGrpc.getServerReflectionInfoMethod(), Optional.empty()))
                    .isEqualTo(Status.Code.UNIMPLEMENTED);
        }
    }

    @Test
    void healthAndReflectionNeedNoRole() {
        assertThat(code(HealthGrpc.getCheckMethod(), Optional.empty())).isEqualTo(Status.Code.OK);
        assertThat(code(ServerReflectionGrpc.getServerReflectionInfoMethod(), Optional.empty()))
                .isEqualTo(Status.Code.OK);
    }

    private static Status.Code code(MethodDescriptor<?, ?> method, Optional<String> token) {
        return code(server, method, token);
    }

    /** How a call with an empty request ends, or that it does not. */
    private static <Q, A> Status.Code code(TestServer at, MethodDescriptor<Q, A> method, Optional<String> token) {
        var options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
        var withToken =
                token.map(Bearer::token).map(options::withCallCredentials).orElse(options);
        var stream = method.toBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .build();
        var request = method.parseRequest(InputStream.nullInputStream());
        return code(() -> ClientCalls.blockingServerStreamingCall(at.channel(), stream, withToken, request)
                .hasNext());
    }

    private static Status.Code code(BooleanSupplier call) {
        try {
            var _ = call.getAsBoolean();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }
}
