package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.Samples;
import users.api.User;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.api.filter.FilterSamples;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;
import users.server.postgres.rows.UserRows;

/** A filter means the same in memory and in PostgreSQL. */
class FilterSqlTest {

    private static final Locale BEFORE = Locale.getDefault();
    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static Database database;
    private static UserPages pages;
    private static List<User> everybody;

    @BeforeAll
    static void open() throws SQLException {
        // Here the lower case of I is ı, and nothing may depend on it.
        Locale.setDefault(Locale.of("tr", "TR"));
        var random = new Random(Long.getLong("seed", 7));
        RandomUsers.insert(POSTGRES, "users", 150, random);
        RandomUsers.insert(POSTGRES, "deleted_users", 50, random);
        database = new Database(POSTGRES.settings());
        pages = new UserPages(database, new UserRows(java.time.Duration.ofDays(30)));
        everybody = list(Filter.ALL, UserOrder.DEFAULT);
    }

    @AfterAll
    static void close() {
        Locale.setDefault(BEFORE);
        database.close();
    }

    @Test
    void randomFiltersKeepTheSameUsers() {
        assertThat(everybody).hasSizeGreaterThan(80);
        Samples.forAll(
                3000,
                FilterSamples::filter,
                filter -> assertThat(list(filter, UserOrder.DEFAULT))
                        .isEqualTo(everybody.stream().filter(filter::matches).toList()));
    }

    @Test
    void everyOrderIsThatOfPostgresPageByPage() {
        for (var order : orders()) {
            assertThat(list(Filter.ALL, order)).as(order.toString()).containsExactlyInAnyOrderElementsOf(everybody);
            var walked = new ArrayList<User>();
            Optional<users.api.PageToken> next = Optional.empty();
            do {
                var page = pages.list(new UserQuery(Filter.ALL, order, true, 7, next));
                walked.addAll(page.users());
                next = page.next();
            } while (next.isPresent());
            assertThat(walked).as(order.toString()).isEqualTo(list(Filter.ALL, order));
        }
    }

    private static List<UserOrder> orders() {
        return Stream.of(UserOrder.Field.values())
                .flatMap(field -> Stream.of(new UserOrder(field, false), new UserOrder(field, true)))
                .toList();
    }

    private static List<User> list(Filter filter, UserOrder order) {
        return pages.list(new UserQuery(filter, order, true, 1000, Optional.empty()))
                .users();
    }
}
