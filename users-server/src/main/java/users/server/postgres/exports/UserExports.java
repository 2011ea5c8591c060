package users.server.postgres.exports;

import io.helidon.dbclient.DbClientException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postgresql.PGConnection;
import users.api.ExportedUser;
import users.api.UserError;
import users.api.UserException;
import users.api.filter.Filter;
import users.server.postgres.database.Database;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.lists.FilterSql;
import users.server.postgres.rows.UserRows;

/** Exports users, each export on a connection beside the pool, which it would otherwise take from everybody else. */
public final class UserExports {

    /** Rows that are held for a reader. Few, since each may have 32 KiB of labels. */
    private static final int FETCH_SIZE = 200;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Database database;
    private final UserRows rows;
    private final Semaphore permits;

    public UserExports(Database database, UserRows rows) {
        this.database = database;
        this.rows = rows;
        permits = new Semaphore(database.settings().exports().connections());
    }

    /** @param passwordHashes whether their password hashes are exported, too */
    public Stream<ExportedUser> start(Filter filter, boolean passwordHashes) {
        if (!permits.tryAcquire()) {
            throw new UserException(new UserError.ExportsBusy(RETRY_AFTER));
        }
        try {
            return SqlFailures.translate(() -> stream(filter, passwordHashes));
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private Stream<ExportedUser> stream(Filter filter, boolean passwordHashes) {
        var connection = connect();
        var snapshot = new ExportSnapshot(connection, database.settings().exports(), permits::release);
        var condition = new FilterSql();
        var text = database.statement(passwordHashes ? "export-users-and-hashes" : "export-users")
                .replace("$condition", filter.condition().map(condition::of).orElse("true"));
        var found = database.on(connection)
                .transaction()
                .createNamedQuery("export-users", text)
                .params(condition.parameters());
        var users = new ExportedUsers(
                snapshot,
                () -> found.execute()
                        .map(row -> new ExportedUser(
                                rows.user(row), passwordHashes ? UserRows.passwordHash(row) : Optional.empty()))
                        .iterator());
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(users, Spliterator.ORDERED), false)
                .onClose(snapshot::close);
    }

    private Connection connect() {
        try {
            var connection = database.settings().forExports().getConnection();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.unwrap(PGConnection.class).setDefaultFetchSize(FETCH_SIZE);
            return connection;
        } catch (SQLException e) {
            throw new DbClientException("No connection", e);
        }
    }
}
