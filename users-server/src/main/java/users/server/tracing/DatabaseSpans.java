package users.server.tracing;

import io.helidon.dbclient.DbClientService;
import io.helidon.dbclient.DbClientServiceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What calls do in the database, as spans below theirs, by OpenTelemetry's conventions for databases. They have the names
 * of statements alone: a text can tell what somebody looks for, and values are personal.
 */
public final class DatabaseSpans implements DbClientService {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    /** One that is free comes in less. */
    private static final Duration NOTICEABLE = Duration.ofMillis(1);

    private final Attributes server;

    /** On one server. */
    public DatabaseSpans(String host, int port) {
        server = Attributes.of(HOST, host, PORT, (long) port);
    }

    /** On one of several. */
    public DatabaseSpans() {
        server = Attributes.empty();
    }

    /** The DB Client runs a statement. It will tell when that is done, but not when it has failed. */
    @Override
    public DbClientServiceContext statement(DbClientServiceContext statement) {
        CallTrace.recorded()
                .ifPresent(trace -> statement.resultFuture().thenRun(begin(trace, statement.statementName())::end));
        return statement;
    }

    /** Begins what the DB Client does not tell of. When that is done, and only then, run what this returns. */
    public Runnable begin(String name) {
        return CallTrace.recorded()
                .<Runnable>map(trace -> begin(trace, name)::end)
                .orElse(() -> {});
    }

    /** What was begun last has failed, unless it was done. */
    public static void failed(SQLException failure) {
        CallTrace.recorded()
                .ifPresent(trace -> trace.fail(Optional.ofNullable(failure.getSQLState())
                        .orElseGet(() -> failure.getClass().getName())));
    }

    /** A connection was waited for until now. */
    public static void waited(Duration time) {
        if (time.compareTo(NOTICEABLE) >= 0) {
            CallTrace.took("wait-for-connection", time);
        }
    }

    private Span begin(CallTrace trace, String name) {
        return trace.begin(
                name,
                server.toBuilder().put(SYSTEM, "postgresql").put(SUMMARY, name).build());
    }
}
