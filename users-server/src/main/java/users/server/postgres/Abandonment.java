package users.server.postgres;

import io.grpc.Context;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Ends what a connection runs as soon as nobody waits for it: its call was cancelled, or has reached its deadline. It is
 * over before the connection is anybody else's, so that it never meets the statement of another call.
 */
final class Abandonment {

    private static final Logger LOG = Logger.getLogger(Abandonment.class.getName());
    /** Until then a statement may have begun that the last request came too early for. */
    private static final long AGAIN_MILLIS = 100;

    private final Context call = Context.current();
    private final Context.CancellationListener listener = ended -> cancel();
    private final Connection connection;
    private boolean closed;

    private Abandonment(Connection connection) {
        this.connection = connection;
    }

    /** Does work on a connection, and waits in the end for a request that is on its way. */
    static <T> T watching(Connection connection, Supplier<T> work) {
        var abandonment = new Abandonment(connection);
        abandonment.call.addListener(abandonment.listener, Thread::startVirtualThread);
        try {
            return work.get();
        } finally {
            abandonment.close();
        }
    }

    private synchronized void close() {
        closed = true;
        call.removeListener(listener);
        notifyAll();
    }

    private synchronized void cancel() {
        try {
            while (!closed) {
                connection.unwrap(PGConnection.class).cancelQuery();
                wait(AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a statement could not be cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
