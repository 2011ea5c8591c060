package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PGobject;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;

/** How PostgreSQL reads lists of 200,000 users. */
class ListPlansTest {

    private static final int COUNT = 200_000;
    private static final int PAGE_SIZE = 50;
    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static Database database;

    @BeforeAll
    static void open() {
        ManyUsers.insert(POSTGRES, COUNT);
        database = new Database(POSTGRES.settings());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id = 00000000-0007-7000-8000-000000000000   | users_pkey
            id < 00000000-0007-7000-8000-000000000000   | users_pkey
            id <= 00000000-0007-7000-8000-000000000000  | users_pkey
            id > 00000003-0d00-7000-8000-000000000000   | users_pkey
            id >= 00000003-0d00-7000-8000-000000000000  | users_pkey
            first_name = Ann123                         | users_first_name_id
            first_name = Ann12*                         | users_first_name_id
            first_name = "*n1ab"                        | users_search
            first_name = "*n12*"                        | users_search
            first_name : N123                           | users_search
            first_name < Ann002                         | users_first_name_id
            first_name <= Ann002                        | users_first_name_id
            first_name > Evefff                         | users_first_name_id
            first_name >= Evefff                        | users_first_name_id
            last_name = Lee1234                         | users_last_name_id
            last_name = Lee123*                         | users_last_name_id
            last_name = *e1234                          | users_search
            last_name : E1234                           | users_search
            last_name < Lee0020                         | users_last_name_id
            last_name > Leefff0                         | users_last_name_id
            nickname = nick1234                         | users_nickname_id
            nickname = nick123*                         | users_nickname_id
            nickname = *1abc                            | users_search
            nickname : ABCDE                            | users_search
            nickname < nick001                          | users_nickname_id
            nickname >= nickfff                         | users_nickname_id
            email = USER77@example77.test               | users_email_key_unique
            email = user777*                            | users_search
            email = *7777@example77.test                | users_search
            email : "7777@EXAMPLE77"                    | users_search
            email > v                                   | users_email_key_unique
            email < user1000@                           | users_email_key_unique
            country = IS                                | users_country_id
            country : s                                 | users_country_id
            country = "*S"                              | users_country_id
            country > GB                                | users_country_id
            country >= GC                               | users_country_id
            disabled = true                             | users_disabled
            disabled != false                           | users_disabled
            create_time < 2026-01-01T01:00:00Z          | users_create_time_id
            create_time >= 2026-05-19T20:00:00Z         | users_create_time_id
            create_time = 2026-01-01T01:00:00Z          | users_create_time_id
            update_time < 2026-01-01T01:00:00Z          | users_update_time_id
            update_time <= 2026-01-01T01:00:00Z         | users_update_time_id
            update_time > 2026-10-05T16:00:00Z          | users_update_time_id
            update_time = 2026-01-01T01:00:00Z          | users_update_time_id
            labels.team = t10                           | users_search
            labels.team = "t1*"                         | users_search
            labels.note = abc*                          | users_search
            labels.note = *1abc                         | users_search
            labels.note : ABCD                          | users_search
            labels.rare < z                             | users_search
            labels.rare >= z                            | users_search
            labels.rare : ab                            | users_search
            labels : nothing                            | users_search
            labels.nothing:*                            | users_search
            abcde                                       | users_search
            email : "7777@EX" first_name : "a"          | users_search
            nickname : "-" email : "7777@example"       | users_search
            abcde 7777                                  | users_search
            """)
    void anIndexServesEveryComparison(String filter, String index) {
        assertThat(plan(filter, false)).contains(index);
        assertThat(plan(filter, true)).contains(index).contains("deleted_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id != 00000000-0007-7000-8000-000000000000",
                "first_name != Ann123",
                "nickname != x*",
                "email != a@b.test",
                "country != GB",
                "country = GB",
                "disabled = false",
                "create_time != 2026-01-01",
                "update_time != 2026-01-01",
                "labels.team != a",
                "NOT labels : team",
                "a",
                "first_name : n"
            })
    void whatMostMatchIsReadInTheOrderOfTheList(String filter) {
        assertThat(plan(filter, false)).contains("users_create_time_id");
        assertThat(plan(filter, true)).contains("users_create_time_id", "deleted_users_create_time_id");
    }

    static Stream<UserOrder> orders() {
        return Stream.of(UserOrder.Field.values())
                .flatMap(field -> Stream.of(new UserOrder(field, false), new UserOrder(field, true)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void page10000CostsWhatPage1Costs(UserOrder order) {
        var far = place(order, 3 * COUNT / 4);
        for (boolean showDeleted : new boolean[] {false, true}) {
            var query = new UserQuery(Filter.ALL, order, showDeleted, PAGE_SIZE, Optional.empty());
            for (var plan : List.of(explain(query, Optional.empty()), explain(query, Optional.of(far)))) {
                assertThat(plan.toString()).doesNotContain("Seq Scan", "\"Node Type\":\"Sort\"");
                // A heap page for each user of two tables, and a few of the index.
                assertThat(buffers(plan)).isLessThan(2 * PAGE_SIZE);
            }
        }
    }

    private static PageTokens.Place place(UserOrder order, int offset) {
        var column = new ListOrder(order).columns();
        var key = column.substring(0, column.indexOf(',')).replace(" desc", "");
        var place = POSTGRES.ask("""
                select json_build_array(key, id)
                from (select %s as key, id from users.users order by %s offset %d limit 1)
                """.formatted(key, column, offset));
        var parts = JsonParser.parseString(place).getAsJsonArray();
        return new PageTokens.Place(
                parts.get(0).getAsString(), UserId.parse(parts.get(1).getAsString()));
    }

    /** The plan of the first page in the order of creation, without a table that is read whole. */
    private static String plan(String filter, boolean showDeleted) {
        var query = new UserQuery(Filter.parse(filter), UserOrder.DEFAULT, showDeleted, PAGE_SIZE, Optional.empty());
        var plan = explain(query, Optional.empty()).toString();
        assertThat(plan).doesNotContain("Seq Scan");
        return plan;
    }

    private static JsonObject explain(UserQuery query, Optional<PageTokens.Place> after) {
        var statement = ListStatement.of(database, query, after, query.pageSize() + 1);
        try (var rows = database.lists()
                .execute()
                .createQuery("explain (analyze, buffers, format json) " + statement.text())
                .params(statement.parameters())
                .execute()) {
            var json = rows.map(row -> row.column(1).get(PGobject.class).getValue())
                    .toList()
                    .getFirst();
            return JsonParser.parseString(json)
                    .getAsJsonArray()
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("Plan");
        }
    }

    private static int buffers(JsonObject plan) {
        return plan.get("Shared Hit Blocks").getAsInt()
                + plan.get("Shared Read Blocks").getAsInt();
    }
}
