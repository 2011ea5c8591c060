package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.ImportOptions.Conflict;
import users.api.ImportRow;
import users.api.NewUser;
import users.api.PageToken;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.Users;
import users.api.filter.Filter;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.PgUsers;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Database;

/** Users of one instant and few names are walked by pages while others come and go. */
class ImportedListTest {

    private static final int COUNT = 2_500;
    private static final Instant INSTANT = Instant.parse("2024-05-06T07:08:09.123456Z");

    @ParameterizedTest
    @ValueSource(strings = {"create_time desc", "last_name"})
    void whoIsThereFromStartToEndIsListedOnce(String order) {
        try (var database = new Database(TestDatabase.create().settings());
                var hashing = new PasswordHashing(TestHashing.SETTINGS)) {
            var users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
            for (int i = 0; i < COUNT; i += 500) {
                users.importUsers(options(Conflict.REJECT), rows(i, 500));
            }
            var there = new HashSet<UserId>();
            users.export(Filter.ALL).forEach(user -> there.add(user.id()));
            assertThat(there).hasSize(COUNT);

            var listed = walk(users, order, there);

            assertThat(listed.stream().filter(there::contains))
                    .doesNotHaveDuplicates()
                    .hasSameSizeAs(there);
        }
    }

    /** Deletes the last user of each page, who is not there to the end then, and adds one of the same name. */
    private static List<UserId> walk(Users users, String order, Set<UserId> there) {
        var listed = new ArrayList<UserId>();
        Optional<PageToken> token = Optional.empty();
        do {
            var page = users.list(new UserQuery(Filter.ALL, UserOrder.parse(order), false, 7, token));
            page.users().forEach(user -> listed.add(user.id()));
            token = page.next();
            var last = page.users().getLast();
            users.delete(deletion(last.id()));
            listed.remove(last.id());
            there.remove(last.id());
            users.create(new NewUser(named(last.profile().lastName().value()), new Password("a-test-pw")));
        } while (token.isPresent());
        return listed;
    }

    private static List<ImportRow> rows(int first, int count) {
        var rows = new ArrayList<ImportRow>();
        for (int i = first; i < first + count; i++) {
            rows.add(row(named("Lee " + i % 3), INSTANT));
        }
        return rows;
    }

    private static Profile named(String lastName) {
        var profile = somebody().profile();
        return new Profile(
                profile.firstName(), new PersonName(lastName), profile.nickname(), profile.email(), profile.country());
    }
}
