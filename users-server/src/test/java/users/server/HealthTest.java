package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthCheckResponse;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;
import users.grpc.health.v1.HealthGrpc;
import users.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import users.grpc.health.v1.HealthListRequest;
import users.server.grpc.HealthEndpoint;
import users.server.grpc.HealthWatchers;
import users.server.telemetry.CallTelemetry;

class HealthTest {

    private final HealthEndpoint endpoint = new HealthEndpoint();
    private final CallTelemetry telemetry = new CallTelemetry(HelidonServices::meters);
    private io.helidon.webserver.WebServer server;
    private io.grpc.ManagedChannel channel;

    @BeforeEach
    void start() {
        server = TestListener.start(TestListener.guard(telemetry), java.util.List.of(endpoint));
        channel = TestServer.channel(server.port());
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.stop();
    }

    @Test
    void checkTellsTheStatusOfTheServiceAndOfTheWhole() {
        assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);

        endpoint.serving(true);

        assertThat(check("")).isEqualTo(ServingStatus.SERVING);
        assertThat(check("users.v1.UsersService")).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void livenessIsServingWhateverBecomesOfTheService() {
        var changes = stub().watch(request("liveness"));
        assertThat(changes.next()).isEqualTo(status(ServingStatus.SERVING));
        assertThat(check("liveness")).isEqualTo(ServingStatus.SERVING);

        endpoint.serving(true);
        endpoint.serving(false);

        assertThat(check("liveness")).isEqualTo(ServingStatus.SERVING);
        assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
        endpoint.endWatches();
        assertThat(catchThrowableOfType(StatusRuntimeException.class, changes::next)
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void checkOfAnUnknownServiceIsNotFound() {
        var thrown = catchThrowableOfType(StatusRuntimeException.class, () -> check("who"));

        assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void listHasThemAll() {
        endpoint.serving(true);

        assertThat(stub().list(HealthListRequest.getDefaultInstance()).getStatusesMap())
                .isEqualTo(Map.of(
                        "", status(ServingStatus.SERVING),
                        "users.v1.UsersService", status(ServingStatus.SERVING),
                        "liveness", status(ServingStatus.SERVING)));
    }

    @Test
    void watchTellsEachChangeOnce() {
        var changes = stub().watch(request("users.v1.UsersService"));
        assertThat(changes.next()).isEqualTo(status(ServingStatus.NOT_SERVING));

        endpoint.serving(false);
        endpoint.serving(true);
        assertThat(changes.next()).isEqualTo(status(ServingStatus.SERVING));

        endpoint.serving(false);
        assertThat(changes.next()).isEqualTo(status(ServingStatus.NOT_SERVING));
    }

    @Test
    void watchOfAnUnknownServiceSaysSoAndStaysOpen() {
        var changes = stub().watch(request("who"));
        assertThat(changes.next()).isEqualTo(status(ServingStatus.SERVICE_UNKNOWN));

        var ending = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> HealthGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                        .watch(request("who"))
                        .forEachRemaining(
                                change -> assertThat(change).isEqualTo(status(ServingStatus.SERVICE_UNKNOWN))));

        assertThat(ending.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void aWatcherThatLeftIsForgotten() {
        var context = Context.current().withCancellation();
        context.run(() -> assertThat(stub().watch(request("")).next()).isEqualTo(status(ServingStatus.NOT_SERVING)));
        assertThat(HealthWatchers.count(endpoint)).isOne();

        context.cancel(null);

        Await.until(() -> HealthWatchers.count(endpoint) == 0);
    }

    @Test
    void watchersDoNotCountAsRunningCalls() {
        assertThat(stub().watch(request("")).next()).isEqualTo(status(ServingStatus.NOT_SERVING));

        assertThat(telemetry.running()).isZero();
    }

    private ServingStatus check(String service) {
        return stub().check(request(service)).getStatus();
    }

    private HealthBlockingStub stub() {
        return HealthGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    private static HealthCheckRequest request(String service) {
        return HealthCheckRequest.newBuilder().setService(service).build();
    }

    private static HealthCheckResponse status(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
