package users.server.takeover;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Users on their way from the old table to the new ones, in a table between them: however many, few are in memory. */
final class StagedUsers {

    private static final int BATCH = 1000;
    private static final List<Function<OldUser, String>> COLUMNS = List.of(
            OldUser::id,
            user -> user.profile().firstName().value(),
            user -> user.profile().lastName().value(),
            user -> user.profile().nickname().value(),
            user -> user.profile().email().value(),
            user -> user.profile().email().key(),
            user -> user.profile().country().value(),
            user -> user.createTime().toString(),
            user -> user.updateTime().toString(),
            user -> user.hash().text());

    private final Session session;
    private final List<OldUser> batch = new ArrayList<>();
    private long count;

    StagedUsers(Session session) {
        this.session = session;
    }

    void add(OldUser user) throws SQLException {
        batch.add(user);
        if (batch.size() == BATCH) {
            write();
        }
    }

    /** Writes what is left; how many there are in all. */
    long finish() throws SQLException {
        write();
        return count;
    }

    private void write() throws SQLException {
        session.run(
                "stage",
                COLUMNS.stream()
                        .map(column -> batch.stream().map(column).toArray(String[]::new))
                        .toList());
        count += batch.size();
        batch.clear();
    }
}
