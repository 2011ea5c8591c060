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
import org.junit.jupiter.api.Test;
import users.api.RequestId;
import users.api.UserError;
import users.api.WriteOptions;
import users.server.postgres.database.Database;

/** What the tables hold after a call. */
class StoredUsersTest extends StorageTest {

    @Test
    void ofAPasswordOnlyTheHashIsKept() {
        var user = users.create(somebody());

        var hash = postgres.ask("select hash from users.passwords where user_id = '%s'".formatted(user.id()));

        assertThat(Argon2Function.getInstanceFromHash(hash).check("a-test-pw", hash))
                .isTrue();
        assertThat(postgres.ask("select u::text from users.users as u where id = '%s'".formatted(user.id())))
                .doesNotContain("a-test-pw", hash);
    }

    @Test
    void aDeletedUserIsInTheRecycleBinAndItsHashStays() {
        var user = users.create(somebody());

        users.delete(deletion(user.id()));

        var where = " where id = '%s'".formatted(user.id());
        assertThat(postgres.ask("select count(*) from users.users" + where)).isEqualTo("0");
        assertThat(postgres.ask("select email from users.deleted_users" + where))
                .isEqualTo(user.profile().email().value());
        assertThat(postgres.ask("select count(*) from users.passwords where user_id = '%s'".formatted(user.id())))
                .isEqualTo("1");
    }

    @Test
    void aWriteThatFindsNobodyHasOneConnection() {
        try (var narrow = new Database(postgres.narrow(1))) {
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
    void aRequestOfMoreThanADayAgoIsForgottenBeforeItsRowIsDeleted() {
        var once = new WriteOptions(Optional.of(new RequestId(UUID.randomUUID())), false);
        var first = users.create(somebody(), once);
        postgres.run("update users.requests set create_time = now() - interval '25 hours'");

        var second = users.create(somebody(), once);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(users.get(second.id())).isEqualTo(second);
    }

    @Test
    void aHistoryOfAnyLengthIsPurged() {
        var id = users.create(somebody()).id();
        postgres.run("""
                insert into users.changes (user_id, version, kind, before, after, actor)
                select user_id, version, 'UPDATED', after, after, actor
                from users.changes, generate_series(1, 25000) where user_id = '%s'""".formatted(id));
        users.delete(deletion(id));

        users.purge(id);

        var left = postgres.ask("""
                select count(*) || ' ' || count(before) || ' ' || count(after)
                from users.changes where user_id = '%s'""".formatted(id));
        assertThat(left).isEqualTo("25003 0 0");
    }

    @Test
    void whatChangesNothingWritesNoRow() {
        var user = users.create(somebody());
        var place = "select ctid || ' ' || xmin from users.users where id = '%s'".formatted(user.id());
        users.update(change(user.id()).nickname("once").update());
        var before = postgres.ask(place);
        var changes = postgres.ask("select count(*) from users.changes");

        users.update(change(user.id()).nickname("once").update());

        assertThat(postgres.ask(place)).isEqualTo(before);
        assertThat(postgres.ask("select count(*) from users.changes")).isEqualTo(changes);
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
        var before = postgres.ask(tables);

        users.create(somebody(), onlyCheck);
        users.update(change(user.id()).nickname("checked").update(), onlyCheck);
        users.delete(deletion(user.id()), onlyCheck);

        assertThat(postgres.ask(tables)).isEqualTo(before);
    }

    @Test
    void aUserThatIsRefusedLeavesNoHash() {
        var user = users.create(somebody());
        var before = postgres.ask("select count(*) from users.passwords");

        assertFails(
                () -> users.create(somebody(user.profile().email().value())),
                new UserError.EmailTaken(user.profile().email(), user.id()));

        assertThat(postgres.ask("select count(*) from users.passwords")).isEqualTo(before);
    }
}
