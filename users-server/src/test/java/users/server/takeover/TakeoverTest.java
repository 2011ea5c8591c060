package users.server.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.BcryptFunction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import users.api.Email;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Schema;

/** What becomes of a database of the Go service. */
class TakeoverTest {

    private static final String OLD = """
            select id || ' ' || extract(epoch from created_at) || ' ' || extract(epoch from updated_at) || ' ' || email
                   || ' ' || password || ' ' || first_name || ' ' || last_name || ' ' || nickname || ' ' || upper(country)
                   || ' 1'
            from users.users order by email
            """;
    private static final String NEW = """
            select id || ' ' || extract(epoch from create_time) || ' ' || extract(epoch from update_time) || ' ' || email
                   || ' ' || hash || ' ' || first_name || ' ' || last_name || ' ' || nickname || ' ' || country
                   || ' ' || version
            from users.users join users.passwords on user_id = id order by email
            """;

    @Test
    void tenThousandUsersKeepTheirIdsTimesAndPasswords() throws SQLException {
        var database = GoService.create().fill(10_000).database();
        var before = column(database, OLD);

        Schema.migrate(database.settings());

        assertThat(before).hasSize(10_000);
        assertThat(column(database, NEW)).isEqualTo(before);
        assertThat(database.ask("select count(*) from users.changes")).isEqualTo("0");
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select substring(first_name from 7), email, email_key, hash
                        from users.users join users.passwords on user_id = id
                        """)) {
            while (rows.next()) {
                var hash = rows.getString(4);
                assertThat(hash).startsWith("$2a$04$");
                assertThat(BcryptFunction.getInstanceFromHash(hash).check("password-" + rows.getString(1), hash))
                        .isTrue();
                assertThat(rows.getString(3)).isEqualTo(new Email(rows.getString(2)).key());
            }
        }
    }

    @Test
    void theSchemaIsTheOneOfANewDatabaseAndWhatElseStoodInItIsLeftAlone() {
        var database = GoService.create().fill(10).database();

        Schema.migrate(database.settings());

        assertThat(objects(database)).isEqualTo(objects(TestDatabase.create()));
        assertThat(database.ask("select version || ' ' || dirty from users.schema_migrations"))
                .isEqualTo("1 false");
    }

    @Test
    void timesWithoutAZoneAreUtc() {
        var service = GoService.create("timestamp", "public").add("00000000-0000-4000-8000-000000000001", "a@go.test");
        var database = service.database();
        database.run("alter database %s set timezone = 'Asia/Kolkata'"
                .formatted(database.settings().name()));

        Schema.migrate(database.settings());

        assertThat(database.ask("select create_time = '2019-03-31 01:30:00.123456+00' from users.users"))
                .isEqualTo("true");
        assertThat(database.ask("select count(*) from pg_proc where proname = 'trigger_set_timestamp'"))
                .isEqualTo("1");
    }

    @Test
    void aFunctionThatAnotherTableUsesStays() {
        var database = GoService.create().database();
        database.run("""
                create table users.teams (id int primary key, updated_at timestamptz);
                create trigger set_timestamp before update on users.teams
                for each row execute function users.trigger_set_timestamp()
                """);

        Schema.migrate(database.settings());

        assertThat(database.ask("select count(*) from pg_trigger where tgname = 'set_timestamp'"))
                .isEqualTo("1");
    }

    @Test
    void textIsKeptInTheFormOfTodaysRules() {
        var database = GoService.create()
                .add("00000000-0000-4000-8000-000000000001", "Jose\u0301@go.test")
                .database();
        database.run("update users.users set first_name = '  Ann ', country = 'gb'");

        Schema.migrate(database.settings());

        assertThat(database.ask(
                        "select first_name || ',' || country || ',' || email || ',' || email_key from users.users"))
                .isEqualTo("Ann,GB,Jos\u00e9@go.test,jos\u00e9@go.test");
    }

    @Test
    void aDatabaseOfOursIsLeftAsItIs() {
        for (var database : new TestDatabase[] {TestDatabase.create(), TestDatabase.createEmpty()}) {
            Schema.migrate(database.settings());
            var history = database.ask("select string_agg(h::text, ',') from users.flyway_schema_history as h");

            Schema.migrate(database.settings());

            assertThat(database.ask("select string_agg(h::text, ',') from users.flyway_schema_history as h"))
                    .isEqualTo(history)
                    .doesNotContain("BASELINE");
        }
    }

    private static String objects(TestDatabase database) {
        return database.ask("""
                select string_agg(object, E'\\n' order by object) from (
                  select concat_ws(' ', c.relname, relkind, attname, format_type(atttypid, atttypmod), attnotnull,
                                   pg_get_expr(adbin, adrelid)) as object
                  from pg_class as c
                  left join pg_attribute on attrelid = c.oid and attnum > 0
                  left join pg_attrdef on adrelid = c.oid and adnum = attnum
                  where relnamespace = 'users'::regnamespace and relname not like 'schema_migrations%'
                  union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
                  where connamespace = 'users'::regnamespace and conrelid <> coalesce(to_regclass('users.schema_migrations'), 0)
                  union all select pg_get_triggerdef(oid) from pg_trigger
                  union all select proname from pg_proc where pronamespace = 'users'::regnamespace
                ) as objects
                """);
    }

    private static List<String> column(TestDatabase database, String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
