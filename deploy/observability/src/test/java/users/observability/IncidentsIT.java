package users.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.Email;
import users.api.Password;
import users.api.UserException;
import users.api.grpc.UsersClient;
import users.server.contract.People;
import users.v1.GetUserRequest;
import users.v1.UsersServiceGrpc;

/** Incidents that are made for real, and the alerts that tell of them. Only their patience is taken away. */
class IncidentsIT {

    private static final String NARROW = """
            hashing: {threads: 1, queue: 2, memory: 4096}
            database: {pool-size: 4, statement-timeout: PT1.2S}
            events: {interval: PT0.2S}
            """;

    @TempDir
    Path folder;

    private Service service;
    private Prometheus prometheus;
    private UsersClient users;

    @BeforeEach
    void start() throws Exception {
        service = Service.start(folder, NARROW);
        users = service.users();
        users.create(People.somebody());
        var rules = Files.readString(Path.of("users.rules.yml")).replaceAll("for: \\d+m", "for: 0s");
        prometheus = Prometheus.start(folder, service.server().adminPort(), rules);
        awaitFiring("UsersEventsSlotInactive");
    }

    @AfterEach
    void stop() {
        prometheus.close();
        service.close();
    }

    @Test
    void incidentsRaiseTheirAlerts() throws Exception {
        loseATable();
        callWhatIsNotServed();
        lockTheTable("UsersDatabaseSlow", "UsersDatabasePoolExhausted", "UsersErrors", "UsersSlow");
        callAsNobody();
        awaitFiring("UsersInternalErrors", "UsersRequestsRefused", "UsersCallersRefused");
        guess("UsersHashingBusy", "UsersPasswordGuessing");

        fallBehind();
        awaitFiring("UsersEventsHeartbeat", "UsersEventsLag", "UsersEventsSlotUnreserved", "UsersEventsSlotFilling");
        service.run("checkpoint");
        awaitFiring("UsersEventsSlotLost");
        service.run("select pg_drop_replication_slot('users_events')");
        awaitFiring("UsersEventsSlotGone");

        service.database().close();
        awaitFiring("UsersNotReady");
        service.server().stop();
        awaitFiring("UsersDown", "UsersAbsent");
    }

    /** Many at a time try everybody that there may be. */
    private void guess(String... alerts) {
        atATime(8, caller -> {
            do {
                for (int i = 0; i < 50; i++) {
                    var email = new Email("guess-%d-%d@people.test".formatted(caller, i));
                    assertThatThrownBy(() -> users.verifyPassword(email, new Password("123456")))
                            .isInstanceOf(UserException.class);
                }
            } while (!fires(alerts));
        });
    }

    private void callAsNobody() {
        var nobody = UsersServiceGrpc.newBlockingStub(service.server().channel());
        for (int i = 0; i < 600; i++) {
            assertThatThrownBy(() -> nobody.getUser(GetUserRequest.getDefaultInstance()))
                    .hasMessageStartingWith("UNAUTHENTICATED");
        }
    }

    private void callWhatIsNotServed() {
        var unknown = UsersServiceGrpc.getGetUserMethod().toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName("users.v1.UsersService", "FindUser"))
                .build();
        for (int i = 0; i < 600; i++) {
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                            service.channel(),
                            unknown,
                            CallOptions.DEFAULT.withDeadlineAfter(5, SECONDS),
                            GetUserRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class);
        }
    }

    private void lockTheTable(String... alerts) throws SQLException {
        try (var connection = service.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users.users");
            while (!fires(alerts)) {
                atATime(24, caller -> assertThatThrownBy(this::get).isInstanceOf(StatusRuntimeException.class));
            }
            connection.rollback();
        }
    }

    private void loseATable() throws SQLException {
        service.run("alter table users.users rename to away");
        atATime(3, caller -> assertThatThrownBy(this::get).isInstanceOf(StatusRuntimeException.class));
        service.run("alter table users.away rename to users");
    }

    /** Without the client's attempts. */
    private void get() {
        var request = GetUserRequest.newBuilder().setEmail("nobody@people.test").build();
        UsersServiceGrpc.newBlockingStub(service.channel()).getUser(request);
    }

    private void fallBehind() throws SQLException {
        service.run(
                "update users.event_heartbeats set time = now() - interval '1 hour'",
                "alter system set max_slot_wal_keep_size = '200MB'",
                "select pg_reload_conf()",
                "select pg_logical_emit_message(false, 'filler', repeat('x', 10000000)) from generate_series(1, 30)");
    }

    private interface Caller {
        void call(int number);
    }

    private static void atATime(int callers, Caller caller) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, callers)
                    .mapToObj(number -> threads.submit(() -> caller.call(number)))
                    .toList();
            for (var call : calls) {
                call.get(60, SECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean fires(String... alerts) {
        return prometheus.firing().containsAll(List.of(alerts));
    }

    private void awaitFiring(String... alerts) {
        try {
            prometheus.await(() -> fires(alerts));
        } catch (AssertionError e) {
            throw new AssertionError("Of %s these alone fire: %s".formatted(List.of(alerts), prometheus.firing()), e);
        }
    }
}
