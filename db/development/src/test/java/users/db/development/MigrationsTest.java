package users.db.development;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.db.development.TestServer.ask;
import static users.db.development.TestServer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.db.Migrations;

class MigrationsTest {

    private static final String INSERT = """
            insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
            values (gen_random_uuid(), 'Ann', 'Lee', 'annlee', '%1$s', '%1$s', '%2$s')
            """;

    @Test
    void everythingIsInTheSchemaUsers() {
        var database = migrated();

        assertThat(ask(database, """
                        select string_agg(table_name, ' ' order by table_name) from information_schema.tables
                        where table_schema = 'users'
                        """))
                .isEqualTo(
                        "changes deleted_users event_heartbeats event_signals flyway_schema_history forgotten_changes keys passwords requests throttles users");
        assertThat(ask(database, """
                        select count(*) from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'v', 'S', 'f') and n.nspname not in ('users', 'pg_catalog', 'information_schema', 'pg_toast')
                        """)).isEqualTo("0");
    }

    @Test
    void everyFileIsApplied() throws IOException {
        try (var files = Files.list(Path.of("../src/main/resources/users/db/migrations"))) {
            assertThat(ask(
                            migrated(),
                            "select count(*) from users.flyway_schema_history where type = 'SQL' and success"))
                    .isEqualTo(Long.toString(
                            files.filter(file -> file.getFileName().toString().startsWith("V"))
                                    .count()));
        }
    }

    @Test
    void serversThatStartAtOnceMigrateOnce() throws Exception {
        for (int round = 0; round < 2; round++) {
            var database = TestServer.emptyDatabase();
            var together = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var servers = new ArrayList<Future<?>>();
                for (int i = 0; i < 4; i++) {
                    servers.add(threads.submit(() -> {
                        together.await();
                        Migrations.apply(database);
                        return true;
                    }));
                }
                together.countDown();
                for (var server : servers) {
                    server.get(60, SECONDS);
                }
            }
            assertThat(ask(database, "select count(*) from users.flyway_schema_history where version = '1'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aChangeRaisesTheVersionAndTheTimeOfUpdate() {
        var database = migrated();
        run(database, INSERT.formatted("ann@test.com", "GB"));

        run(database, "update users.users set nickname = 'ann', version = 77, update_time = 'yesterday'");

        assertThat(ask(database, "select version || ' ' || (update_time > create_time) from users.users"))
                .isEqualTo("2 true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity", "20000-01-01 00:00:00+00", "0001-12-31 23:59:59+00 BC"})
    void timesThatNoTimestampCanHoldAreRefused(String time) {
        var database = migrated();
        run(database, INSERT.formatted("ann@test.com", "GB"));

        assertThatThrownBy(() -> run(database, "update users.users set create_time = '%s'".formatted(time)))
                .hasMessageContaining("users_times_in_range");
        assertThat(ask(database, "select version from users.users")).isEqualTo("1");
    }

    @Test
    void theTableRefusesWhatNoServerWrites() {
        var database = migrated();
        run(database, INSERT.formatted("ann@test.com", "GB"));

        assertThatThrownBy(() -> run(database, INSERT.formatted("ann@test.com", "GB")))
                .hasMessageContaining("users_email_key_unique");
        for (var country : List.of("gb", "GBR", "G1", "")) {
            assertThatThrownBy(() -> run(database, INSERT.formatted("bea@test.com", country)))
                    .hasMessageContaining("users_country_code");
        }
    }

    @Test
    void anEventCanHaveTheRowAsItWasBefore() {
        assertThat(ask(migrated(), "select relreplident from pg_class where oid = 'users.users'::regclass"))
                .isEqualTo("f");
    }

    @Test
    void noOrderOfTextDependsOnTheOperatingSystem() {
        assertThat(ask(migrated(), """
                        select string_agg(distinct coalesce(collation_name, 'default'), ' ') from information_schema.columns
                        where table_schema = 'users' and data_type = 'text'
                        """)).isEqualTo("pg_c_utf8");
    }

    private static DataSource migrated() {
        var database = TestServer.emptyDatabase();
        Migrations.apply(database);
        return database;
    }
}
