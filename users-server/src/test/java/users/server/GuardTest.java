package users.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.api.Email;
import users.api.UserError;
import users.api.UserException;
import users.server.telemetry.CallTelemetry;
import users.v1.GetUserRequest;
import users.v1.User;
import users.v1.UsersServiceGrpc;

/** Handlers that throw, over a socket: each of them must be answered. */
class GuardTest {

    private static final String SECRET = "jack@test.com has the password jack-test-pw";

    private final CallTelemetry telemetry = new CallTelemetry(HelidonServices::meters);

    @SuppressWarnings("NullAway.Init")
    private WebServer server;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.stop();
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new StackOverflowError(SECRET),
                new OutOfMemoryError(SECRET),
                new LinkageError(SECRET),
                Status.PERMISSION_DENIED.withDescription(SECRET).asRuntimeException(),
                new UserException(new UserError.Internal("the-id"), new IOException(SECRET)));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void whateverAHandlerThrowsIsAnInternalErrorWithAnIdAndNoText(Throwable thrown) {
        serve(handler(Piece.HALF_CLOSE, thrown));

        assertInternal(getUser());
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void aThrowIsAnsweredWhereverItComesFrom(Piece piece) {
        serve(handler(piece, new IllegalStateException(SECRET)));

        assertInternal(getUser());
        Await.until(() -> telemetry.running() == 0);
    }

    static Stream<Piece> pieces() {
        return Stream.of(Piece.values());
    }

    @Test
    void anExpectedFailureKeepsItsStatus() {
        serve(handler(Piece.HALF_CLOSE, new UserException(new UserError.NotFound(new Email("a@b.test")))));

        assertThat(getUser().getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void bytesThatAreNoMessageAreTheCallersFault() {
        serve(new UsersServiceGrpc.UsersServiceImplBase() {});
        var truncated = new byte[] {0x0A, 0x7F, 'x'};

        var thrown = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        channel, raw(), CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS), truncated));

        assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(reason(thrown)).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void anyNumberOfMessagesButOneIsTheCallersFaultWhereOneIsTaken() {
        serve(new UsersServiceGrpc.UsersServiceImplBase() {});

        for (int count : new int[] {0, 2, 3}) {
            var thrown = catchThrowableOfType(StatusRuntimeException.class, () -> send(count));

            assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(thrown.getStatus().getDescription()).contains("exactly one message");
            assertThat(reason(thrown)).isEqualTo("INVALID_REQUEST");
        }
        Await.until(() -> telemetry.running() == 0);
    }

    /** Where in a call a handler may throw. */
    enum Piece {
        START,
        MESSAGE,
        HALF_CLOSE,
        READY
    }

    private static BindableService handler(Piece piece, Throwable thrown) {
        ServerCallHandler<GetUserRequest, User> handler = (call, headers) -> {
            fail(piece, Piece.START, thrown);
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(GetUserRequest message) {
                    fail(piece, Piece.MESSAGE, thrown);
                }

                @Override
                public void onHalfClose() {
                    fail(piece, Piece.HALF_CLOSE, thrown);
                }

                @Override
                public void onReady() {
                    fail(piece, Piece.READY, thrown);
                }
            };
        };
        var definition = ServerServiceDefinition.builder(UsersServiceGrpc.SERVICE_NAME)
                .addMethod(UsersServiceGrpc.getGetUserMethod(), handler)
                .build();
        return () -> definition;
    }

    private static void fail(Piece wanted, Piece piece, Throwable thrown) {
        if (wanted == piece) {
            GuardTest.<RuntimeException>sneak(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void serve(BindableService service) {
        server = TestListener.start(TestListener.guard(telemetry), List.of(service));
        channel = TestServer.channel(server.port());
    }

    @Test
    void theIdOfAnInternalErrorIsThatOfTheCallsTrace() {
        serve(handler(Piece.HALF_CLOSE, new IllegalStateException(SECRET)));
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var traced = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));

        assertThat(errorInfo(getUser(traced)).getMetadataMap())
                .containsExactly(Map.entry("error_id", "0af7651916cd43dd8448eb211c80319c"));
        assertThat(errorInfo(getUser()).getMetadataOrThrow("error_id")).matches("[0-9a-f]{32}");
    }

    private StatusRuntimeException getUser() {
        return getUser(channel);
    }

    private static StatusRuntimeException getUser(Channel channel) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        channel,
                        UsersServiceGrpc.getGetUserMethod(),
                        CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS),
                        GetUserRequest.getDefaultInstance()));
    }

    /** As many messages as that, by a client that may send several. */
    private void send(int count) {
        var method = UsersServiceGrpc.getGetUserMethod().toBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .build();
        var call = ClientCalls.blockingBidiStreamingCall(
                channel, method, CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS));
        try {
            for (int i = 0; i < count; i++) {
                call.write(GetUserRequest.getDefaultInstance());
            }
            call.halfClose();
            call.read();
        } catch (StatusException e) {
            throw new StatusRuntimeException(e.getStatus(), e.getTrailers());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertInternal(StatusRuntimeException thrown) {
        assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(reason(thrown)).isEqualTo("INTERNAL");
        assertThat(String.valueOf(StatusProto.fromThrowable(thrown))).doesNotContain("jack", "password", "Exception");
    }

    private static String reason(StatusRuntimeException thrown) {
        return errorInfo(thrown).getReason();
    }

    private static ErrorInfo errorInfo(StatusRuntimeException thrown) {
        try {
            return requireNonNull(StatusProto.fromThrowable(thrown))
                    .getDetails(0)
                    .unpack(ErrorInfo.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MethodDescriptor<byte[], User> raw() {
        return UsersServiceGrpc.getGetUserMethod().toBuilder(
                        new Bytes(), UsersServiceGrpc.getGetUserMethod().getResponseMarshaller())
                .build();
    }
}
