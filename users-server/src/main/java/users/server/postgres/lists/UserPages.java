package users.server.postgres.lists;

import java.util.List;
import java.util.Optional;
import users.api.User;
import users.api.UserPage;
import users.api.UserQuery;
import users.server.postgres.database.Database;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.keys.Keys;
import users.server.postgres.rows.AnswerLimit;
import users.server.postgres.rows.UserRows;

/** Pages of lists, each starting behind the last user of the one before: deletions and additions move nothing. */
public final class UserPages {

    private final Database database;
    private final UserRows rows;
    private final PageTokens tokens;

    public UserPages(Database database, UserRows rows) {
        this.database = database;
        this.rows = rows;
        tokens = new PageTokens(new Keys(database.client(), "page-tokens"));
    }

    public UserPage list(UserQuery query) {
        var list = "%s\n%s\n%s".formatted(query.order(), query.showDeleted(), query.filter());
        var after = query.pageToken().map(token -> tokens.decode(token, list));
        // One more than asked for tells whether there is a next page.
        var found = find(ListStatement.of(database, query, after, query.pageSize() + 1));
        var page = found.subList(0, Math.min(found.size(), query.pageSize()));
        var users = page.stream().map(Found::user).toList();
        if (page.isEmpty() || !page.getLast().more()) {
            return new UserPage(users, Optional.empty());
        }
        var last = users.getLast();
        var place = new PageTokens.Place(new ListOrder(query.order()).key(last), last.id());
        return new UserPage(users, Optional.of(tokens.encode(place, list)));
    }

    private List<Found> find(ListStatement list) {
        return database.listLimit()
                .run(() -> SqlFailures.translate(() -> {
                    // Closed, so that a row that cannot be read does not keep the connection.
                    try (var found = database.lists()
                            .execute()
                            .createNamedQuery(list.name(), list.text())
                            .params(list.parameters())
                            .execute()) {
                        return found.map(row -> new Found(rows.listed(row), AnswerLimit.more(row)))
                                .toList();
                    }
                }));
    }

    /** @param more whether another one stands behind it */
    private record Found(User user, boolean more) {}
}
