package users.server.postgres.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Leaves a server that may only be read for the one that may be written. A connection on which a write was refused is not
 * used again; all others go, too, as soon as there is a server that takes writes. Until then reads go on.
 */
final class Failover implements SQLExceptionOverride {

    private static final Logger LOG = Logger.getLogger(Failover.class.getName());
    private static final String READ_ONLY = "25006";

    private final DataSource writable;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param writable makes connections to a server that may be written, or none */
    Failover(DataSource writable) {
        this.writable = writable;
    }

    // Hikari's word for its verdict hides Java's.
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (READ_ONLY.equals(failure.getSQLState())) {
            refused.set(true);
            return Override.MUST_EVICT;
        }
        return Override.CONTINUE_EVICT;
    }

    /** Remembers that a connection which is lent to a call leads to a server that can only be read. */
    void lent(Connection connection) throws SQLException {
        if (readOnly(connection)) {
            refused.set(true);
        }
    }

    /**
     * Whether connections of before now should go.
     *
     * @param connection one of them, which PostgreSQL has just answered on
     */
    boolean due(Connection connection) throws SQLException {
        if (!refused.getAndSet(false) && !readOnly(connection)) {
            return false;
        }
        boolean due = isWritableThere();
        refused.compareAndSet(false, !due);
        return due;
    }

    /** By what PostgreSQL last said of itself, which it does without being asked. */
    static boolean readOnly(Connection connection) throws SQLException {
        Map<String, String> said = connection.unwrap(PGConnection.class).getParameterStatuses();
        return "on".equals(said.get("in_hot_standby")) || "on".equals(said.get("default_transaction_read_only"));
    }

    private boolean isWritableThere() {
        try (var _ = writable.getConnection()) {
            told.set(false);
            LOG.log(Level.INFO, "a server of DB_HOST can be written, and connections to others are given up");
            return true;
        } catch (SQLException e) {
            LOG.log(Level.FINE, "no server can be written", e);
            tell(e);
            return false;
        }
    }

    private void tell(SQLException reason) {
        if (!told.getAndSet(true)) {
            LOG.log(
                    Level.WARNING,
                    "no server of DB_HOST can be written: reads go on, and writes are UNAVAILABLE until one can (SQLSTATE"
                            + " {0})",
                    reason.getSQLState());
        }
    }
}
