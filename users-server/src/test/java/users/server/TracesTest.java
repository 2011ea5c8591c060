package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.row;

import io.grpc.Status;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import users.api.ImportOptions.Conflict;
import users.api.UserError;
import users.api.UserException;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.grpc.health.v1.HealthCheckRequest;
import users.grpc.health.v1.HealthGrpc;
import users.server.contract.Watcher;
import users.server.postgres.TestDatabase;
import users.server.tracing.SentSpan;
import users.v1.GetUserRequest;

/** What a collector is sent of calls. */
class TracesTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    @Test
    void aCallIsASpanOfItsCallersTraceWithItsStatementsBelowIt() {
        var user = somebody();
        var spans = recorded(server -> {
            var id = server.client().create(user).id();
            var headers = Map.of(
                    "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-request-id", "call-1");
            TracedCalls.stub(server, headers)
                    .getUser(GetUserRequest.newBuilder().setId(id.toString()).build());
        });

        var trace = spans.stream()
                .filter(span -> span.traceId().equals("0af7651916cd43dd8448eb211c80319c"))
                .toList();
        assertThat(trace).extracting(SentSpan::name).containsExactly("get-user-by-id", "users.v1.UsersService/GetUser");
        var call = trace.getLast();
        assertThat(call.service()).isEqualTo("users-server");
        assertThat(call.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(call.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(call.failed()).isFalse();
        assertThat(call.attributes())
                .isEqualTo(Map.of(
                        "rpc.system", "grpc",
                        "rpc.service", "users.v1.UsersService",
                        "rpc.method", "GetUser",
                        "rpc.grpc.status_code", 0L,
                        "users.request_id", "call-1"));
        var statement = trace.getFirst();
        assertThat(statement.parent()).isEqualTo(call.id());
        assertThat(statement.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(statement.failed()).isFalse();
        assertThat(statement.duration()).isPositive().isLessThan(call.duration());
        assertThat(statement.attributes())
                .isEqualTo(Map.of(
                        "db.system.name", "postgresql",
                        "db.query.summary", "get-user-by-id",
                        "server.address", "localhost",
                        "server.port", (long) POSTGRES.settings().port()));
    }

    @Test
    void eachStatementOfACallIsSeenAndSoAreCommitsCopiesAndCursors() {
        var spans = recorded(server -> {
            var users = server.client();
            users.create(somebody());
            users.list(new UserQuery(Filter.ALL, UserOrder.DEFAULT, false, 50, Optional.empty()));
            users.importUsers(options(Conflict.REJECT), List.of(row(somebody().profile())));
            try (var exported = users.export(Filter.ALL)) {
                assertThat(exported.count()).isPositive();
            }
        });

        assertThat(below("CreateUser", spans)).containsExactly("get-user-by-email", "hash-password", "create-user");
        assertThat(below("ListUsers", spans)).containsExactly("list-users");
        assertThat(below("ImportUsers", spans))
                .containsExactly(
                        "begin",
                        "create-import-stage",
                        "copy-import-rows",
                        "find-imported-users",
                        "create-imported-users",
                        "commit");
        assertThat(below("ExportUsers", spans)).containsExactly("export-users");
        assertThat(spans)
                .filteredOn(span -> span.name().equals("export-users"))
                .singleElement()
                .satisfies(cursor -> assertThat(cursor.failed()).isFalse());
    }

    @Test
    void aStreamIsASpanAsLongAsItLasts() {
        var spans = recorded(server -> {
            try (var watcher = Watcher.of(server.client(), Filter.ALL)) {
                server.client().create(somebody());
                watcher.next();
            }
            Await.until(() -> server.server().watchers() == 0);
        });

        assertThat(spans)
                .filteredOn(span -> span.name().endsWith("/WatchUsers"))
                .singleElement()
                .satisfies(watch -> {
                    assertThat(watch.attributes()).containsEntry("rpc.grpc.status_code", 1L);
                    assertThat(watch.failed()).isFalse();
                    assertThat(spans)
                            .filteredOn(span -> span.name().endsWith("/CreateUser"))
                            .singleElement()
                            .satisfies(created -> assertThat(watch.duration()).isGreaterThan(created.duration()));
                });
    }

    @Test
    void aCallHasFailedWhereThatIsTheServersFaultAlone() {
        var answers = new ArrayList<UserError>();
        var spans = recorded(server -> {
            var users = server.client();
            answers.add(refusal(() -> users.get(nobody())));
            POSTGRES.run("alter table users.deleted_users rename to lost");
            try {
                answers.add(refusal(() -> users.get(nobody())));
            } finally {
                POSTGRES.run("alter table users.lost rename to deleted_users");
            }
        });

        var calls = spans.stream()
                .filter(span -> span.name().endsWith("/GetUser"))
                .sorted(Comparator.comparingLong(SentSpan::start))
                .toList();
        assertThat(answers.getFirst()).isInstanceOf(UserError.NotFound.class);
        assertThat(answers.getLast())
                .isEqualTo(new UserError.Internal(calls.getLast().traceId()));
        assertThat(calls)
                .extracting(call -> call.attributes().get("rpc.grpc.status_code"))
                .containsExactly(5L, 13L);
        assertThat(calls).extracting(SentSpan::failed).containsExactly(false, true);
        assertThat(calls).allSatisfy(call -> assertThat(call.events()).isZero());
        assertThat(spans)
                .filteredOn(SentSpan::failed)
                .extracting(SentSpan::name)
                .containsExactly("get-deleted-user-by-id", "users.v1.UsersService/GetUser");
        assertThat(spans.stream()
                        .filter(SentSpan::failed)
                        .findFirst()
                        .orElseThrow()
                        .attributes())
                .containsEntry("error.type", "42P01");
    }

    @Test
    void theWaitForAConnectionIsSeen() {
        var spans = recorded(
                server -> {
                    try (var lock = POSTGRES.connect()) {
                        lock(lock);
                        var first = CompletableFuture.supplyAsync(() -> code(server));
                        Await.until(() -> POSTGRES.ask(WAITING).equals("1"));
                        assertThat(code(server)).isEqualTo(Status.Code.UNAVAILABLE);
                        lock.rollback();
                        assertThat(first.join()).isEqualTo(Status.Code.NOT_FOUND);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "users.database.pool-size",
                "1",
                "users.database.connection-timeout",
                "PT0.5S");

        var refused = spans.stream()
                .filter(span -> span.attributes().containsValue(14L))
                .findFirst()
                .orElseThrow();
        assertThat(spans)
                .filteredOn(span -> span.parent().equals(refused.id()))
                .extracting(SentSpan::name)
                .containsExactlyInAnyOrder("wait-for-connection", "get-user-by-id");
        assertThat(spans)
                .filteredOn(span -> span.name().equals("wait-for-connection"))
                .filteredOn(span -> span.parent().equals(refused.id()))
                .singleElement()
                .satisfies(wait -> assertThat(wait.duration()).isGreaterThan(Duration.ofMillis(200)));
    }

    @Test
    void healthAndReflectionAreNotTraced() {
        var spans = recorded(
                server -> HealthGrpc.newBlockingStub(server.channel()).check(HealthCheckRequest.getDefaultInstance()));

        assertThat(spans).isEmpty();
    }

    private static void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table users.users");
        }
    }

    private static UserError refusal(ThrowingCallable call) {
        return catchThrowableOfType(UserException.class, call).error();
    }

    /** Of the answer to a call for nobody. */
    private static Status.Code code(TestServer server) {
        var request = GetUserRequest.newBuilder().setId(nobody().toString()).build();
        return Status.fromThrowable(catchThrowable(() -> server.stub().getUser(request)))
                .getCode();
    }

    /** The names of what a call has done, in the order of their beginnings. */
    private static List<String> below(String method, List<SentSpan> spans) {
        var call = spans.stream()
                .filter(span -> span.name().endsWith("/" + method))
                .findFirst()
                .orElseThrow();
        return spans.stream()
                .filter(span -> span.parent().equals(call.id()))
                .sorted(Comparator.comparingLong(SentSpan::start))
                .map(SentSpan::name)
                // On a busy machine.
                .filter(name -> !name.equals("wait-for-connection"))
                .toList();
    }

    private static List<SentSpan> recorded(Consumer<TestServer> calls, String... settings) {
        return TracedCalls.recorded(POSTGRES, calls, settings);
    }
}
