package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.somebody;

import com.sun.management.ThreadMXBean;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.Role;
import users.api.User;
import users.api.UserError;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.server.postgres.TestDatabase;
import users.v1.ExportUsersRequest;
import users.v1.UsersServiceGrpc;

/** Exports of many users, and clients that are slow or gone. */
class ExportStreamTest {

    private static final int USERS = 200_000;
    private static final TestDatabase POSTGRES = TestDatabase.create();
    /** How much longer than here readers pause; {@code -Dpauses=30} makes it a minute. */
    private static final int PAUSES = Integer.getInteger("pauses", 1);

    private static final Duration PATIENCE = Duration.ofSeconds(5).multipliedBy(PAUSES);
    private static TestServer server;
    private static User known;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                POSTGRES, "users.export.patience", PATIENCE.toString(), "users.export.connections", "2");
        // Nothing here is looked for in texts, and nobody asks for changes: without, the users are there soon.
        // Unanalyzed they would all be sorted for each page of a list.
        POSTGRES.run("""
                drop index users.users_search;
                set session_replication_role = replica;
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                select gen_random_uuid(), 'First', 'Last', 'nick', 'user-' || i || '@many.test', 'user-' || i || '@many.test', 'GB'
                from generate_series(1, %d) as i;
                analyze users.users
                """.formatted(USERS));
        known = server.client().create(somebody("known@people.test", "FR"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void slowReadersGetEverybodyOnceAndDisturbNobody() throws Exception {
        var channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.server().grpcPort())
                .usePlaintext()
                .flowControlWindow(64 * 1024)
                .build();
        var users = new UsersClient(channel, Duration.ofSeconds(10));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<UserId>> sleepy =
                    () -> ids(users, 1_000, Duration.ofMillis(5).multipliedBy(PAUSES));
            Callable<List<UserId>> stopping =
                    () -> ids(users, 100_001, Duration.ofSeconds(2).multipliedBy(PAUSES));
            var first = threads.submit(sleepy);
            var second = threads.submit(stopping);
            while (!first.isDone() || !second.isDone()) {
                assertThat(users.get(known.id())).isEqualTo(known);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }

            assertThat(first.get()).isEqualTo(listed());
            assertThat(second.get()).isEqualTo(first.get());
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aReaderThatHasStoppedCostsNoProcessorTime() {
        try (var export = server.client().export(Filter.ALL)) {
            var users = export.iterator();
            for (int i = 0; i < 1_000; i++) {
                users.next();
            }

            // Whatever is sent ahead is sent first. A thread that looks every millisecond takes twice as much and more.
            Await.until(() -> processorTime(Duration.ofMillis(250)).compareTo(Duration.ofMillis(4)) < 0);

            assertThat(POSTGRES.sessionsAtWork())
                    .as("exports that wait for their reader")
                    .isEqualTo("1");
        }
    }

    /** Of the threads that are there now, which compilers and garbage collectors are not among. */
    private static Duration processorTime(Duration window) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var ids = threads.getAllThreadIds();
        var before = threads.getThreadCpuTime(ids);
        LockSupport.parkNanos(window.toNanos());
        var after = threads.getThreadCpuTime(ids);
        // A thread that has ended has none.
        return Duration.ofNanos(IntStream.range(0, ids.length)
                .mapToLong(i -> Math.max(0, after[i] - before[i]))
                .sum());
    }

    @Test
    void hashesAreForNobodyUnknown() {
        var request =
                ExportUsersRequest.newBuilder().setIncludePasswordHashes(true).build();

        assertThatThrownBy(() -> server.stub().exportUsers(request).next())
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
                    assertThat(e.getStatus().getDescription())
                            .isEqualTo(new UserError.RoleMissing(Role.ADMIN).message());
                });
    }

    @Test
    void aFilterThatIsNoneIsRefusedWithItsCharacter() {
        var request =
                ExportUsersRequest.newBuilder().setFilter("county = \"GB\"").build();

        assertThatThrownBy(() -> server.stub().exportUsers(request).next())
                .hasMessageStartingWith("INVALID_ARGUMENT: filter ")
                .hasMessageContaining("country");
    }

    @Test
    void aClientThatIsGoneLeavesNothingInTheDatabase() throws Exception {
        for (int i = 0; i < 5; i++) {
            var call = UsersServiceGrpc.newBlockingV2Stub(server.channel())
                    .exportUsers(ExportUsersRequest.getDefaultInstance());
            call.read();

            call.cancel("enough", null);

            assertNothingIsLeft();
        }
    }

    @Test
    void anExportThatReachesItsDeadlineWhileTheDatabaseWaitsEndsThere() throws Exception {
        try (var blocker = POSTGRES.connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table users.users");
            var call = UsersServiceGrpc.newBlockingV2Stub(server.channel())
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .exportUsers(ExportUsersRequest.getDefaultInstance());

            assertThatThrownBy(call::read)
                    .isInstanceOfSatisfying(
                            StatusException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));

            assertNothingIsLeft();
            blocker.rollback();
        }
    }

    @Test
    void aReaderThatStopsForTooLongIsToldSoWhenItGoesOn() {
        try (var export = server.client().export(Filter.ALL)) {
            var users = export.iterator();
            users.next();
            Await.until(() -> POSTGRES.sessionsAtWork().equals("0"));

            assertFails(() -> users.forEachRemaining(user -> {}), new UserError.ExportTooSlow());
        }
    }

    @Test
    void exportsBeyondTheLimitAreRefusedAtOnce() {
        try (var first = server.client().export(Filter.ALL);
                var second = server.client().export(Filter.ALL)) {
            first.iterator().next();
            second.iterator().next();

            assertFails(
                    () -> server.client().export(Filter.ALL).iterator().next(),
                    new UserError.ExportsBusy(Duration.ofSeconds(10)));
        }
        assertThat(server.client().get(known.id())).isEqualTo(known);
        Await.until(() -> POSTGRES.sessionsAtWork().equals("0"));
    }

    private static void assertNothingIsLeft() {
        long start = System.nanoTime();
        Await.until(() -> POSTGRES.sessionsAtWork().equals("0"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    private static List<UserId> ids(UsersClient users, int rows, Duration pause) {
        var ids = new ArrayList<UserId>();
        try (var export = users.export(Filter.parse("country = \"GB\""))) {
            export.forEach(user -> {
                ids.add(user.id());
                if (ids.size() % rows == 0) {
                    LockSupport.parkNanos(pause.toNanos());
                }
            });
        }
        return ids;
    }

    /** All of one moment, so that they are listed by their ids. */
    private static List<UserId> listed() {
        var users = server.client();
        var ids = new ArrayList<UserId>();
        var query = new UserQuery(
                Filter.parse("country = \"GB\""), UserOrder.parse("create_time"), false, 1_000, Optional.empty());
        for (var page = users.list(query); ; page = users.list(next(query, page))) {
            page.users().forEach(user -> ids.add(user.id()));
            if (page.next().isEmpty()) {
                return ids;
            }
        }
    }

    private static UserQuery next(UserQuery query, UserPage page) {
        return new UserQuery(query.filter(), query.order(), query.showDeleted(), query.pageSize(), page.next());
    }
}
