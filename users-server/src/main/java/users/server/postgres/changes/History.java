package users.server.postgres.changes;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import users.api.PageToken;
import users.api.UserChange;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.Violation;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.keys.Keys;
import users.server.postgres.keys.Seal;
import users.server.postgres.rows.AnswerLimit;
import users.server.postgres.rows.UserReads;
import users.server.postgres.rows.UserRows;

/** What has happened to users, in pages that each start behind the last change of the one before. */
public final class History {

    private final DbClient client;
    private final UserReads reads;
    private final Seal seal;

    public History(DbClient client, UserReads reads) {
        this.client = client;
        this.reads = reads;
        seal = new Seal(new Keys(client, "page-tokens"));
    }

    public UserChangePage list(UserChangeQuery query) {
        var id = query.id();
        var before = query.pageToken().map(token -> position(token, id));
        // One more than asked for tells whether there is a next page.
        var rows = rows(id, before, query.pageSize() + 1);
        if (rows.isEmpty()
                && before.isEmpty()
                && reads.find(id).or(() -> reads.findDeleted(id)).isEmpty()) {
            throw new UserException(new UserError.NotFound(id));
        }
        var page = rows.subList(0, Math.min(rows.size(), query.pageSize()));
        return new UserChangePage(
                page.stream().map(History::change).toList(),
                !page.isEmpty() && AnswerLimit.more(page.getLast())
                        ? Optional.of(token(ChangeRows.change(page.getLast()).position(), id))
                        : Optional.empty());
    }

    /** Forgets what happened so long ago, a few changes at most, and answers with how many. */
    public static long forget(DbExecute execute, Duration retention, int limit) {
        return execute.createNamedGet("forget-changes")
                .addParam("retention_seconds", retention.toSeconds())
                .addParam("limit", limit)
                .execute()
                .orElseThrow()
                .column("count")
                .get(Long.class);
    }

    private List<DbRow> rows(UserId id, Optional<Long> before, int limit) {
        return SqlFailures.translate(() -> {
            var statement = client.execute()
                    .createNamedQuery("list-user-changes")
                    .addParam("id", id.toString())
                    .addParam("limit", limit)
                    .addParam("answer_bytes", AnswerLimit.BYTES);
            before.ifPresent(position -> statement.addParam("before", position));
            try (var rows = statement.execute()) {
                return rows.toList();
            }
        });
    }

    private PageToken token(long position, UserId id) {
        return new PageToken(
                seal.close(ByteBuffer.allocate(Long.BYTES).putLong(position).array(), use(id)));
    }

    private long position(PageToken token, UserId id) {
        return seal.open(token.value(), use(id))
                .map(content -> ByteBuffer.wrap(content).getLong())
                .orElseThrow(() -> new UserException(new UserError.Invalid(List.of(new Violation(
                        "page_token",
                        "must be the next_page_token of a page that was listed with the same id; leave it out to start"
                                + " with the first page")))));
    }

    /** Lists of users have the same keys. */
    private static String use(UserId id) {
        return "changes of " + id;
    }

    private static UserChange change(DbRow row) {
        var change = ChangeRows.change(row);
        return new UserChange(
                change.kind(),
                UserRows.instant(row, "time").orElseThrow(),
                row.column("actor").get(String.class),
                UserRows.etag(row),
                FieldChanges.of(change));
    }
}
