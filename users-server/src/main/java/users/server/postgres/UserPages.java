package users.server.postgres;

import io.helidon.dbclient.DbClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import users.api.User;
import users.api.UserFilter;
import users.api.UserId;
import users.api.UserPage;
import users.api.UserQuery;

/** Pages in the order of ids, each starting behind the last id of the one before: deletions and additions move nothing. */
final class UserPages {

    private static final UserId BEFORE_ALL = new UserId(new UUID(0, 0));

    private final DbClient client;
    private final UserRows rows;
    private final PageTokens tokens;

    UserPages(DbClient client, UserRows rows) {
        this.client = client;
        this.rows = rows;
        tokens = new PageTokens(new Keys(client, "page-tokens"));
    }

    UserPage list(UserQuery query) {
        var filter = query.filter().toString();
        var after = query.pageToken().map(token -> tokens.decode(token, filter)).orElse(BEFORE_ALL);
        // One more than asked for tells whether there is a next page.
        var found = users(query.filter(), after, query.pageSize() + 1);
        if (found.size() <= query.pageSize()) {
            return new UserPage(found, Optional.empty());
        }
        var users = found.subList(0, query.pageSize());
        return new UserPage(
                List.copyOf(users), Optional.of(tokens.encode(users.getLast().id(), filter)));
    }

    private List<User> users(UserFilter filter, UserId after, int limit) {
        return SqlFailures.translate(() -> {
            var statement = switch (filter) {
                case UserFilter.All() -> client.execute().createNamedQuery("list-users");
                case UserFilter.InCountry(var country) ->
                    client.execute().createNamedQuery("list-users-in-country").addParam("country", country.value());
            };
            statement.addParam("after", after.toString()).addParam("limit", limit);
            // Closed, so that a row that cannot be read does not keep the connection.
            try (var found = statement.execute()) {
                return found.map(rows::user).toList();
            }
        });
    }
}
