package users.server.postgres.exports;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import users.api.ExportedUser;
import users.api.UserError;
import users.api.UserException;
import users.server.postgres.database.SqlFailures;

/** The users of a snapshot, read as they are taken. The snapshot is closed behind the last one. */
final class ExportedUsers implements Iterator<ExportedUser> {

    private final ExportSnapshot snapshot;
    private final Supplier<Iterator<ExportedUser>> query;
    private Optional<Iterator<ExportedUser>> users = Optional.empty();
    private boolean ended;

    ExportedUsers(ExportSnapshot snapshot, Supplier<Iterator<ExportedUser>> query) {
        this.snapshot = snapshot;
        this.query = query;
    }

    @Override
    public boolean hasNext() {
        // Streams ask again behind the end.
        if (!ended && !read(Iterator::hasNext)) {
            ended = true;
            snapshot.close();
        }
        return !ended;
    }

    @Override
    public ExportedUser next() {
        return read(Iterator::next);
    }

    private interface Read<T> {
        T of(Iterator<ExportedUser> users);
    }

    private <T> T read(Read<T> read) {
        try {
            var result = SqlFailures.translate(() -> read.of(begun()));
            snapshot.progress();
            return result;
        } catch (RuntimeException e) {
            snapshot.close();
            throw snapshot.expired() ? new UserException(new UserError.ExportTooSlow(), e) : e;
        }
    }

    private Iterator<ExportedUser> begun() {
        var begun = users.orElseGet(query);
        users = Optional.of(begun);
        return begun;
    }
}
