package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.api.PageToken;
import users.api.User;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;
import users.server.postgres.rows.UserRows;

/** Lists of what only SQL beside the server can make. */
class ListedUsersTest {

    private static final TimeZone BEFORE = TimeZone.getDefault();
    private final TestDatabase postgres = TestDatabase.create();
    private Database database;
    private UserPages pages;

    @BeforeEach
    void open() {
        database = new Database(postgres.settings());
        pages = new UserPages(database, new UserRows(Duration.ofDays(30)));
    }

    @AfterEach
    void close() {
        TimeZone.setDefault(BEFORE);
        database.close();
    }

    @Test
    void usersOfOneInstantAreEachListedOnceWhileUsersComeAndGo() {
        insert(1, 2500, "now()");
        for (var order : List.of("create_time desc", "last_name")) {
            var seen = new ArrayList<User>();
            Optional<PageToken> next = Optional.empty();
            int added = 10_000 + seen.size();
            do {
                var page = pages.list(new UserQuery(Filter.ALL, UserOrder.parse(order), false, 7, next));
                seen.addAll(page.users());
                next = page.next();
                if (added % 20 == 0) {
                    postgres.run("delete from users.users where id = '%s'"
                            .formatted(page.users().getLast().id()));
                    insert(added, added, "now()");
                }
                added++;
            } while (next.isPresent());

            assertThat(seen).extracting(User::id).doesNotHaveDuplicates();
            assertThat(seen).hasSizeGreaterThan(2300);
            assertThat(seen).extracting(ListedUsersTest::number).containsAll(remaining());
            postgres.run("delete from users.users where nickname::int > 2500");
        }
    }

    @Test
    void aBareDateIsMidnightInUtcWhateverTheZones() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        postgres.run("alter database %s set timezone = 'America/New_York'"
                .formatted(postgres.settings().name()));
        insert(1, 1, "'2025-12-31 23:59:59.999999Z'");
        insert(2, 2, "'2026-01-01 00:00:00Z'");
        insert(3, 3, "'0001-01-01 00:00:00Z'");
        insert(4, 4, "'9999-12-31 23:59:59.999999Z'");

        assertThat(numbers("create_time >= 2026-01-01")).containsExactly(2, 4);
        assertThat(numbers("create_time < \"2026-01-01\"")).containsExactly(3, 1);
        assertThat(numbers("create_time = 2026-01-01T05:30:00+05:30")).containsExactly(2);
        assertThat(numbers("create_time = 0001-01-01")).containsExactly(3);
        assertThat(numbers("create_time >= 9999-12-31T23:59:59.999999999Z")).containsExactly(4);
        var first = pages.list(new UserQuery(Filter.ALL, 1, Optional.empty()));
        assertThat(pages.list(new UserQuery(Filter.ALL, 1, first.next())).users())
                .extracting(ListedUsersTest::number)
                .containsExactly(1);
    }

    private List<Integer> numbers(String filter) {
        return pages.list(new UserQuery(Filter.parse(filter), 10, Optional.empty())).users().stream()
                .map(ListedUsersTest::number)
                .toList();
    }

    private List<Integer> remaining() {
        return pages.list(new UserQuery(Filter.parse("last_name = Lee0"), 1000, Optional.empty())).users().stream()
                .map(ListedUsersTest::number)
                .filter(number -> number <= 2500)
                .toList();
    }

    private static int number(User user) {
        return Integer.parseInt(user.profile().nickname().value());
    }

    private void insert(int from, int to, String time) {
        postgres.run("""
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country, create_time)
                select uuidv7(), 'Ann', 'Lee' || n %% 2, n, n || '@x.test', n || '@x.test', 'GB', %s
                from generate_series(%d, %d) as n
                """.formatted(time, from, to));
    }
}
