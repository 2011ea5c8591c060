package users.server.postgres.lists;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import users.api.UserQuery;
import users.server.postgres.database.Database;
import users.server.postgres.rows.AnswerLimit;

/**
 * The SQL of a page, and the name of what it was made from. Only what depends on the filter and the order is put together
 * here; it holds names of columns and of parameters, and nothing that somebody sent.
 */
record ListStatement(String name, String text, Map<String, Object> parameters) {

    /** @param limit how many rows at most */
    static ListStatement of(Database database, UserQuery query, Optional<PageTokens.Place> after, int limit) {
        var filter = new FilterSql();
        var order = new ListOrder(query.order());
        var condition = Stream.of(query.filter().condition().map(filter::of), after.map(place -> order.behind()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        var parameters = new LinkedHashMap<String, Object>(filter.parameters());
        after.ifPresent(place -> {
            parameters.put("after_key", place.key());
            parameters.put("after_id", place.id().toString());
        });
        parameters.put("limit", limit);
        parameters.put("answer_bytes", AnswerLimit.BYTES);
        var name = query.showDeleted() ? "list-users-and-deleted" : "list-users";
        var text = database.statement(name)
                .replace("$condition", condition.isEmpty() ? "true" : condition)
                .replace("$order", order.columns());
        return new ListStatement(name, text, parameters);
    }
}
