package users.server.takeover;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.util.PSQLException;
import users.api.UserException;
import users.db.Migrations;

/**
 * Brings the users of the Go service over, in place: their table {@code users.users} becomes the tables of the first
 * migration, in one transaction. Killed at any moment, it was never begun or is done.
 */
public final class Takeover {

    private static final Logger LOG = Logger.getLogger(Takeover.class.getName());

    private static final String DEPENDENT_OBJECTS = "2BP01";

    private final Connection connection;
    private final Session session;

    private Takeover(Connection connection) {
        this.connection = connection;
        session = new Session(connection);
    }

    /**
     * Does it if the Go service's table is there, once however many servers start at a time: the others wait.
     *
     * @param connection of a role that owns the schema, without a statement timeout; used for nothing else
     * @return whether the first migration's tables are there, made just now or before
     * @throws TakeoverRefusedException when a user cannot be brought over as it is; nothing was changed then
     */
    public static boolean run(Connection connection) throws SQLException {
        return new Takeover(connection).run();
    }

    private boolean run() throws SQLException {
        if (table().older()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            session.run("wait-for-turn");
            // Whoever had its turn before has done it.
            if (table().older()) {
                bringOver();
            }
            connection.commit();
        }
        return table().ours();
    }

    private void bringOver() throws SQLException {
        LOG.info("these are the users of the Go service: all are checked before anything is changed");
        table().requireNothingElse();
        session.run("hold-still");
        var findings = new Findings();
        long users = stage(findings);
        session.read("twins", row -> findings.addTwins(row.getString("ids")));
        findings.refuse();
        LOG.log(Level.INFO, "bringing {0} users of the Go service over", users);
        dropOldTable();
        session.execute(Migrations.first());
        session.run("bring-over");
    }

    private long stage(Findings findings) throws SQLException {
        var staged = new StagedUsers(session);
        session.read("old-users", row -> {
            try {
                staged.add(OldUser.read(row));
            } catch (UserException e) {
                findings.add(row.getString("id"), e.error().message());
            }
        });
        return staged.finish();
    }

    private void dropOldTable() throws SQLException {
        try {
            session.run("drop-old-table");
        } catch (PSQLException e) {
            if (DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw new TakeoverRefusedException(dependents(e), "Drop what depends on the table users.users");
            }
            throw e;
        }
    }

    /** A line for each, such as {@code view users.names depends on table users.users}. */
    private static List<String> dependents(PSQLException refusal) {
        return Optional.ofNullable(refusal.getServerErrorMessage())
                .flatMap(message -> Optional.ofNullable(message.getDetail()))
                .map(detail -> detail.lines().toList())
                .orElseGet(List::of);
    }

    private OldTable table() throws SQLException {
        return OldTable.read(session);
    }
}
