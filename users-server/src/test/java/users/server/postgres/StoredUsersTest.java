package users.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;

import com.password4j.Argon2Function;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.RequestId;
import users.api.UserError;
import users.api.Users;
import users.api.WriteOptions;
import users.server.passwords.PasswordHashing;
import users.server.passwords.TestHashing;
import users.server.postgres.database.Database;

/** What the tables hold after a call. */
class StoredUsersTest {

    private static final TestDatabase POSTGRES = TestDatabase.create();
    private static Database database;
    private static PasswordHashing hashing;
    private static Users users;

    @BeforeAll
    static void open() {
        database = new Database(POSTGRES.settings());
        hashing = new PasswordHashing(TestHashing.SETTINGS);
        users = new PgUsers(database, hashing, TestDatabase.RETENTION, TestDatabase.watches(database));
    }

    @AfterAll
    static void close() {
        database.close();
        hashing.close();
    }

    @Test
    void ofAPasswordOnlyTheHashIsKept() {
        var user = users.create(somebody());

        var hash = POSTGRES.ask("select hash from users.passwords where user_id = '%s'".formatted(user.id()));

        assertThat(Argon2Function.getInstanceFromHash(hash).check("a-test-pw", hash))
                .isTrue();
        assertThat(POSTGRES.ask("select u::text from users.users as u where id = '%s'".formatted(user.id())))
                .doesNotContain("a-test-pw", hash);
    }

    @Test
    void aDeletedUserIsInTheRecycleBinAndItsHashStays() {
        var user = users.create(somebody());

        users.delete(deletion(user.id()));

        var where = " where id = '%s'".formatted(user.id());
        assertThat(POSTGRES.ask("select count(*) from users.users" + where)).isEqualTo("0");
        assertThat(POSTGRES.ask("select email from users.deleted_users" + where))
                .isEqualTo(user.profile().email().value());
        assertThat(POSTGRES.ask("select count(*) from users.passwords where user_id = '%s'".formatted(user.id())))
                .isEqualTo("1");
    }

    @Test
    void aWriteThatFindsNobodyHasOneConnection() {
        try (var narrow = new Database(POSTGRES.narrow(1))) {
            var server = new PgUsers(narrow, hashing, TestDatabase.RETENTION, TestDatabase.watches(narrow));
            var once = new WriteOptions(Optional.of(new RequestId(UUID.randomUUID())), true);
            var deleted = server.create(somebody()).id();
            server.delete(deletion(deleted));
            var nobody = nobody();

            assertFails(() -> server.delete(deletion(deleted), once), new UserError.Deleted(deleted));
            assertFails(() -> server.update(change(nobody).update(), once), new UserError.NotFound(nobody));
            assertFails(() -> server.undelete(nobody, once), new UserError.NotFound(nobody));
        }
    }

    @Test
    void aHistoryOfAnyLengthIsPurged() {
        var id = users.create(somebody()).id();
        POSTGRES.run("""
                insert into users.changes (user_id, version, kind, before, after, actor)
                select user_id, version, 'UPDATED', after, after, actor
                from users.changes, generate_series(1, 25000) where user_id = '%s'""".formatted(id));
        users.delete(deletion(id));

        users.purge(id);

        var left = POSTGRES.ask("""
                select count(*) || ' ' || count(before) || ' ' || count(after)
                from users.changes where user_id = '%s'""".formatted(id));
        assertThat(left).isEqualTo("25003 0 0");
    }

    @Test
    void whatChangesNothingWritesNoRow() {
        var user = users.create(somebody());
        var place = "select ctid || ' ' || xmin from users.users where id = '%s'".formatted(user.id());
        users.update(change(user.id()).nickname("once").update());
        var before = POSTGRES.ask(place);
        var changes = POSTGRES.ask("select count(*) from users.changes");

        users.update(change(user.id()).nickname("once").update());

        assertThat(POSTGRES.ask(place)).isEqualTo(before);
        assertThat(POSTGRES.ask("select count(*) from users.changes")).isEqualTo(changes);
    }

    @Test
    void whatIsOnlyCheckedWritesNoRow() {
        var onlyCheck = new WriteOptions(Optional.empty(), true);
        var user = users.create(somebody());
        var tables = """
                select concat_ws(' ',
                  (select sum(hashtext(t::text)) from users.users as t),
                  (select sum(hashtext(t::text)) from users.deleted_users as t),
                  (select sum(hashtext(t::text)) from users.passwords as t),
                  (select count(*) from users.changes),
                  (select count(*) from users.requests))""";
        var before = POSTGRES.ask(tables);

        users.create(somebody(), onlyCheck);
        users.update(change(user.id()).nickname("checked").update(), onlyCheck);
        users.delete(deletion(user.id()), onlyCheck);

        assertThat(POSTGRES.ask(tables)).isEqualTo(before);
    }

    @Test
    void aUserThatIsRefusedLeavesNoHash() {
        var user = users.create(somebody());
        var before = POSTGRES.ask("select count(*) from users.passwords");

        assertFails(
                () -> users.create(somebody(user.profile().email().value())),
                new UserError.EmailTaken(user.profile().email(), user.id()));

        assertThat(POSTGRES.ask("select count(*) from users.passwords")).isEqualTo(before);
    }
}
