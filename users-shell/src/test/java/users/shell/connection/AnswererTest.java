package users.shell.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.grpc.health.v1.HealthGrpc;
import users.v1.GetUserRequest;
import users.v1.User;
import users.v1.UsersServiceGrpc;

/** A server that answers is there, whatever it answers. */
final class AnswererTest {

    private static UserError failure(int port) {
        try (var connection = new Connection(Access.plaintext(new Endpoint("localhost", port)), Map.of())) {
            connection.command().users(Duration.ofSeconds(5)).get(new Email("a@b.com"));
        } catch (UserException e) {
            try (var connection = new Connection(Access.plaintext(new Endpoint("localhost", 5355)), Map.of())) {
                return connection.error(e);
            }
        }
        throw new AssertionError("somebody answered");
    }

    private static UserError failureAt(BindableService... services) throws IOException {
        var server = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0));
        for (var service : services) {
            server.addService(service);
        }
        var running = server.build().start();
        try {
            return failure(running.getPort());
        } finally {
            running.shutdownNow();
        }
    }

    private static UserError failureOf(Consumer<StreamObserver<User>> answer) throws IOException {
        return failureAt(new UsersServiceGrpc.UsersServiceImplBase() {
            @Override
            public void getUser(GetUserRequest request, StreamObserver<User> answers) {
                answer.accept(answers);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL", "UNKNOWN", "UNIMPLEMENTED", "DEADLINE_EXCEEDED"})
    void aReasonOfANewerServerIsShown(String code) throws IOException {
        var info = ErrorInfo.newBuilder().setDomain("users.v1").setReason("MOON_IN_THE_WAY");
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.valueOf(code).value())
                .setMessage("the moon is in the way")
                .addDetails(Any.pack(info.build()))
                .build();
        assertThat(failureOf(answers -> answers.onError(StatusProto.toStatusRuntimeException(status))))
                .isEqualTo(new UserError.Refused(code, "the moon is in the way"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL", "UNKNOWN"})
    void aFailureWithoutDetailsIsShown(String code) throws IOException {
        var status = Status.Code.valueOf(code).toStatus().withDescription("a proxy's words");
        assertThat(failureOf(answers -> answers.onError(status.asRuntimeException())))
                .isEqualTo(new UserError.Refused(code, "a proxy's words"));
    }

    @Test
    void anAnswerThatMakesNoSenseIsToldAsSuch() throws IOException {
        assertThat(failureOf(answers -> {
                    answers.onNext(User.getDefaultInstance());
                    answers.onCompleted();
                }))
                .isInstanceOfSatisfying(
                        UserError.Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith("INTERNAL: the server's answer makes no sense: "));
    }

    @Test
    void aServerThatDoesNotKnowTheRpcIsThere() throws IOException {
        var unknown = new UserError.Refused(
                "UNIMPLEMENTED",
                "the server at localhost:5355 does not know this RPC: it is of another version, or no Users server");
        assertThat(failureAt(new UsersServiceGrpc.UsersServiceImplBase() {})).isEqualTo(unknown);
        assertThat(failureAt(new HealthGrpc.HealthImplBase() {})).isEqualTo(unknown);
    }

    @Test
    void aServerOfPagesIsNoUsersServer() throws IOException {
        try (var pages = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> answerNotFound(pages));
            assertThat(failure(pages.getLocalPort()))
                    .isEqualTo(new UserError.Unreachable("no Users server answers at localhost:5355"));
        }
    }

    /** HTTP/2 as far as it takes: settings, and for the first request headers with the status 404 and no more. */
    private static void answerNotFound(ServerSocket listening) {
        try (var socket = listening.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            in.skipNBytes(24);
            while (true) {
                int lengthAndType = in.readInt();
                in.skipNBytes(1);
                int stream = in.readInt();
                in.skipNBytes(lengthAndType >>> 8);
                if ((lengthAndType & 0xff) == 1) {
                    out.write(new byte[] {0, 0, 1, 1, 5, 0, 0, 0, (byte) stream, (byte) 0x8d});
                }
            }
        } catch (IOException e) {
            // The test has what it wants to know.
        }
    }
}
