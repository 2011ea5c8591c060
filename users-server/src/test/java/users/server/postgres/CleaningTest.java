package users.server.postgres;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.assertFails;
import static users.server.contract.People.change;
import static users.server.contract.People.deletion;
import static users.server.contract.People.somebody;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.api.Password;
import users.api.RequestId;
import users.api.User;
import users.api.UserError;
import users.api.WriteOptions;

class CleaningTest extends StorageTest {

    private static Cleaning cleaning;

    @BeforeAll
    static void clean() {
        cleaning = new Cleaning(database, TestDatabase.RETENTION);
    }

    @Test
    void whoHasBeenInTheRecycleBinForLongEnoughIsPurgedAndNobodyElse() {
        var old = deleted(31);
        var young = deleted(29);
        var present = users.create(somebody());

        cleaning.jobs().forEach(Runnable::run);

        assertFails(() -> users.get(old.id(), true), new UserError.NotFound(old.id()));
        assertThat(users.get(young.id(), true).id()).isEqualTo(young.id());
        assertThat(users.get(present.id())).isEqualTo(present);
        assertThat(postgres.ask(
                        "select kind || ' by ' || actor from users.changes where user_id = '%s' order by position desc"
                                .formatted(old.id())))
                .isEqualTo("PURGED by users-server");
    }

    @Test
    void aPurgeTakesThePersonOutOfEveryTable() {
        var once = new WriteOptions(Optional.of(new RequestId(UUID.randomUUID())), false);
        var user = users.create(somebody("purged@everywhere.test"), once);
        users.update(change(user.id()).nickname("purged").update());
        users.verifyPassword(user.id(), new Password("a-test-pw"));
        users.delete(deletion(user.id()));

        users.purge(user.id());

        var dump = Stream.of("users", "deleted_users", "passwords", "requests", "throttles", "changes")
                .map(table -> postgres.ask("select string_agg(t::text, ' ') from users.%s as t".formatted(table)))
                .collect(joining());
        assertThat(dump)
                .doesNotContain("purged", "everywhere.test")
                .contains(user.id().toString());
        assertThat(postgres.ask("""
                        select string_agg(kind, ' ' order by position) || bool_and(before is null and after is null)
                        from users.changes where user_id = '%s'""".formatted(user.id()))).isEqualTo("CREATED UPDATED DELETED PURGEDtrue");
    }

    @Test
    void manyArePurgedInBatches() {
        postgres.run("""
                insert into users.deleted_users
                  (id, first_name, last_name, nickname, email, email_key, country, create_time, update_time, version,
                   delete_time)
                select gen_random_uuid(), 'Ann', 'Lee', 'ann', i || '@many.test', i || '@many.test', 'GB', now(), now(), 1,
                       now() - interval '40 days'
                from generate_series(1, 1234) as i""");

        cleaning.jobs().forEach(Runnable::run);

        assertThat(postgres.ask("select count(*) from users.deleted_users where email like '%many.test'"))
                .isEqualTo("0");
    }

    @Test
    void whileAnotherServerCleansThisOneDoesNot() throws SQLException {
        var old = deleted(31);
        try (var other = postgres.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('users.recycle-bin', 0))");

            cleaning.jobs().forEach(Runnable::run);

            assertThat(users.get(old.id(), true).id()).isEqualTo(old.id());
            other.rollback();
        }
        cleaning.jobs().forEach(Runnable::run);
        assertFails(() -> users.get(old.id(), true), new UserError.NotFound(old.id()));
    }

    @Test
    void requestsAndFailuresAreForgottenAfterADay() {
        var once = new WriteOptions(Optional.of(new RequestId(UUID.randomUUID())), false);
        var user = users.create(somebody(), once);
        postgres.run("update users.requests set create_time = now() - interval '25 hours'");
        postgres.run("insert into users.throttles values ('x', 9, 0, now(), now(), now() - interval '25 hours')");

        // Even before anybody cleans.
        assertFails(
                () -> users.create(somebody(user.profile().email().value()), once),
                new UserError.EmailTaken(user.profile().email(), user.id()));
        cleaning.jobs().forEach(Runnable::run);

        assertThat(postgres.ask("select count(*) from users.requests")).isEqualTo("0");
        assertThat(postgres.ask("select count(*) from users.throttles where key = 'x'"))
                .isEqualTo("0");
    }

    private static User deleted(int days) {
        var user = users.create(somebody());
        users.delete(deletion(user.id()));
        postgres.run("update users.deleted_users set delete_time = now() - interval '%d days' where id = '%s'"
                .formatted(days, user.id()));
        return user;
    }
}
