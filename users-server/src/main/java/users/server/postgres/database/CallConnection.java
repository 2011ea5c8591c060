package users.server.postgres.database;

import io.grpc.Context;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import users.server.tracing.DatabaseSpans;

/**
 * A connection on loan to a call. When the call ends before its time, by a reset, a lost connection or its deadline, the
 * statement that runs is ended in PostgreSQL, too.
 */
final class CallConnection implements InvocationHandler {

    private static final Logger LOG = Logger.getLogger(CallConnection.class.getName());

    /** Until then a statement may have begun that the last cancellation came too early for. */
    private static final long AGAIN_MILLIS = 100;

    private final Connection connection;
    private final Context call;
    private final DatabaseSpans spans;
    private final Context.CancellationListener listener = ended -> cancel();

    private boolean returned;
    private boolean cancelled;

    private CallConnection(Connection connection, Context call, DatabaseSpans spans) {
        this.connection = connection;
        this.call = call;
        this.spans = spans;
    }

    /** The connection for the call that runs. */
    static Connection lend(Connection connection, DatabaseSpans spans) {
        var loan = new CallConnection(connection, Context.current(), spans);
        loan.call.addListener(loan.listener, Thread::startVirtualThread);
        return (Connection)
                Proxy.newProxyInstance(CallConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, loan);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return switch (method.getName()) {
                case "close" -> {
                    giveBack();
                    yield method.invoke(connection, arguments);
                }
                case "commit", "rollback" -> {
                    var end = spans.begin(method.getName());
                    var nothing = method.invoke(connection, arguments);
                    end.run();
                    yield nothing;
                }
                default -> method.invoke(connection, arguments);
            };
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }

    /** Never after it was given back: it would hit the statement of another call. */
    private synchronized void cancel() {
        try {
            while (!returned) {
                cancelled = true;
                connection.unwrap(PGConnection.class).cancelQuery();
                wait(AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a statement could not be cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void giveBack() {
        call.removeListener(listener);
        if (cancelled && !returned) {
            drain();
        }
        returned = true;
        notifyAll();
    }

    /** A cancellation that came too late for its statement may hit the next one, which is this. */
    private void drain() {
        try (var statement = connection.createStatement()) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            statement.execute("select 1");
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a cancellation came late", e);
        }
    }
}
