package users.db.development;

import static org.assertj.core.api.Assertions.assertThat;
import static users.db.development.TestServer.Shared.RUNNING;
import static users.db.development.TestServer.ask;
import static users.db.development.TestServer.run;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.db.Migrations;

class SeedTest {

    private static final String EVERYBODY =
            "select coalesce(string_agg(concat_ws('/', nickname, email, country), ' ' order by id), 'nobody') from users.users";
    private static final String JACK = "jack-hughes/jack@test.com/GB";
    private static final String JANE = "jane-doe/jane@test.com/US";
    private static final String JOHN = "john-smith/john@test.com/UA";

    private final DataSource database = TestServer.database(RUNNING);

    @BeforeEach
    void startAnew() {
        run(database, "drop schema if exists users cascade");
        Migrations.apply(database);
        RUNNING.seed();
    }

    @Test
    void threeUsersHavePasswords() {
        assertThat(ask(database, EVERYBODY)).isEqualTo(String.join(" ", JACK, JANE, JOHN));
        assertThat(ask(database, """
                        select count(*) from users.users join users.passwords on user_id = id
                        where hash like '$argon2id$v=19$m=19456,t=2,p=1$%'
                        """)).isEqualTo("3");
    }

    @Test
    void seedingAgainChangesNothing() {
        var before = ask(database, "select string_agg(u::text, ' ') from users.users as u");

        RUNNING.seed();

        assertThat(ask(database, "select string_agg(u::text, ' ') from users.users as u"))
                .isEqualTo(before);
    }

    @Test
    void whoWasChangedStaysSo() {
        run(
                database,
                "update users.users set email = 'j@test.com', email_key = 'j@test.com' where nickname = 'jane-doe'");
        run(database, "update users.passwords set hash = 'another'");

        RUNNING.seed();

        assertThat(ask(database, EVERYBODY)).isEqualTo(String.join(" ", JACK, "jane-doe/j@test.com/US", JOHN));
        assertThat(ask(database, "select string_agg(distinct hash, ' ') from users.passwords"))
                .isEqualTo("another");
    }

    @Test
    void whoWasDeletedIsNotAddedAgain() {
        run(database, """
                with gone as (delete from users.users where nickname = 'jack-hughes' returning *)
                insert into users.deleted_users
                  (id, first_name, last_name, nickname, email, email_key, country, create_time, update_time, version)
                select id, first_name, last_name, nickname, email, email_key, country, create_time, update_time, version
                from gone
                """);

        RUNNING.seed();

        assertThat(ask(database, EVERYBODY)).isEqualTo(String.join(" ", JANE, JOHN));
    }

    @Test
    void whoHasTheEmailOfOneKeepsIt() {
        run(database, "delete from users.users");
        run(database, """
                insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                values (uuidv7(), 'Jack', 'Black', 'jb', 'jack@test.com', 'jack@test.com', 'US')
                """);

        RUNNING.seed();

        assertThat(ask(database, EVERYBODY)).isEqualTo(String.join(" ", JANE, JOHN, "jb/jack@test.com/US"));
    }
}
