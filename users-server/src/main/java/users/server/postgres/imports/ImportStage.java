package users.server.postgres.imports;

import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import users.api.UserId;
import users.api.UserStatus;
import users.server.caller.Caller;
import users.server.postgres.database.Database;
import users.server.postgres.rows.UserParameters;

/** Where the rows of an import stand while they are compared with the users, and written by a statement for all of them. */
final class ImportStage {

    private final Database database;
    private final Connection connection;
    private final DbExecute transaction;

    /**
     * Who is there for a row.
     *
     * @param user who has the row's id, or without one its e-mail
     * @param holder who has its e-mail
     * @param deleted whether its id is in the recycle bin
     * @param differs whether the user is another than the row says
     * @param hash of the user's password
     */
    record Found(
            Optional<UserId> user, Optional<UserId> holder, boolean deleted, boolean differs, Optional<String> hash) {

        static final Found NOBODY = new Found(Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    /**
     * A user to be changed.
     *
     * @param newPassword whether its password is, too
     */
    record Change(int position, UserId id, boolean newPassword) {}

    /** @param transaction on that connection */
    ImportStage(Database database, Connection connection, DbExecute transaction) {
        this.database = database;
        this.connection = connection;
        this.transaction = transaction;
        transaction.createNamedDmlStatement("create-import-stage").execute();
    }

    /**
     * Puts rows there.
     *
     * @param hash what is kept of a row's password
     */
    void load(List<Candidate> candidates, Function<Candidate, Optional<String>> hash) {
        var text = new CopyText();
        candidates.forEach(candidate -> write(candidate, hash.apply(candidate), text));
        var end = database.spans().begin("copy-import-rows");
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(database.statement("copy-import-rows"), new ByteArrayInputStream(text.bytes()));
            end.run();
        } catch (SQLException e) {
            throw new DbClientException("The rows cannot be copied", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void empty() {
        transaction.createNamedDelete("empty-import-stage").execute();
    }

    /** Who is there, by the rows' positions; none for those for whom nobody is. */
    Map<Integer, Found> find() {
        var found = new HashMap<Integer, Found>();
        try (var rows = transaction.createNamedQuery("find-imported-users").execute()) {
            rows.forEach(row -> found.put(
                    row.column("position").get(Integer.class),
                    new Found(
                            id(row, "user_id"),
                            id(row, "holder_id"),
                            row.column("deleted").get(Boolean.class),
                            row.column("differs").get(Boolean.class),
                            Optional.ofNullable(row.column("hash").get(String.class)))));
        }
        return found;
    }

    /** Whether all of these could be created. */
    boolean create(List<Integer> positions) {
        return positions.isEmpty()
                || positions.size()
                        == done(transaction
                                .createNamedGet("create-imported-users")
                                .addParam("positions", array(positions, Function.identity()))
                                .addParam("actor", Caller.current().name())
                                .execute());
    }

    /** Whether all of these could be changed. */
    boolean update(List<Change> changes) {
        return changes.isEmpty()
                || changes.size()
                        == done(transaction
                                .createNamedGet("update-imported-users")
                                .addParam("positions", array(changes, Change::position))
                                .addParam("ids", array(changes, Change::id))
                                .addParam("new_passwords", array(changes, Change::newPassword))
                                .addParam("actor", Caller.current().name())
                                .execute());
    }

    private static void write(Candidate candidate, Optional<String> hash, CopyText text) {
        var row = candidate.row();
        var profile = row.profile();
        Optional<String> disabledReason = switch (profile.status()) {
            case UserStatus.Enabled() -> Optional.empty();
            case UserStatus.Disabled(var reason) -> Optional.of(reason);
        };
        text.add(candidate.position())
                .add(row.id())
                .add(candidate.newId())
                .add(profile.firstName().value())
                .add(profile.lastName().value())
                .add(profile.nickname().value())
                .add(profile.email().value())
                .add(candidate.emailKey())
                .add(profile.country().value())
                .add(UserParameters.json(profile.labels()))
                .add(disabledReason.isPresent())
                .add(disabledReason.orElse(""))
                .add(row.createTime())
                .add(hash)
                .endRow();
    }

    private static long done(Optional<DbRow> row) {
        return row.orElseThrow().column("done").get(Long.class);
    }

    private static Optional<UserId> id(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(UUID.class)).map(UserId::new);
    }

    /** As PostgreSQL writes them. */
    private static <T> String array(List<T> values, Function<T, ?> element) {
        return values.stream().map(element).map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
