package users.server.postgres.changes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import users.server.postgres.database.Database;

/** Hears from other servers that they have changed something, on a connection that is made anew whenever it is lost. */
final class ChangeListener {

    private static final Logger LOG = Logger.getLogger(ChangeListener.class.getName());
    /** After such a silence the connection must show that it is still one. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final Database database;
    private final String server;
    private final Runnable news;

    /**
     * One that does not listen yet.
     *
     * @param server this one, whose own news are none
     * @param news called when something may have changed
     */
    ChangeListener(Database database, String server, Runnable news) {
        this.database = database;
        this.server = server;
        this.news = news;
    }

    /** Listens until the thread is interrupted. */
    Thread start() {
        return Thread.ofVirtual().name("changes of other servers").start(this::run);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (var connection = database.listening()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "the listening connection is lost", e);
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen users_changes");
        }
        // What was told before is lost.
        news.run();
        var notifications = connection.unwrap(PGConnection.class);
        while (!Thread.currentThread().isInterrupted()) {
            var heard = Optional.ofNullable(notifications.getNotifications((int) SILENCE.toMillis()))
                    .orElse(new PGNotification[0]);
            if (Stream.of(heard).anyMatch(told -> !server.equals(told.getParameter()))) {
                news.run();
            }
            if (heard.length == 0 && !speaks(connection)) {
                return;
            }
        }
    }

    /** Nothing is told on a server that can only be read; where writes go there may be another by now. */
    private static boolean speaks(Connection connection) throws SQLException {
        return connection.isValid((int) PATIENCE.toSeconds()) && !Database.readOnly(connection);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
