package users.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import users.db.SchemaBehindException;
import users.server.postgres.database.Schema;

/** What the server's role is granted where another one migrates, and what a server looks for before it is ready. */
class ServerRightsTest {

    private static final String REMEDY =
            ": run `users-server migrate` with DB_USERNAME=%s and the tables' owner as MIGRATION_DB_USERNAME";

    private final TestDatabase database = TestDatabase.create();
    private final TestDatabase server = as(TestDatabase.SERVER_ROLE);

    @Test
    void itIsGrantedWhatIsMadeLater() {
        database.run("drop table users.requests; create table users.requests (id int)");
        assertThatThrownBy(() -> Schema.require(server.settings()))
                .isInstanceOf(SchemaBehindException.class)
                .hasMessage("users_service lacks delete, insert, select, update on table users.requests"
                        + REMEDY.formatted("users_service"));

        migrate("postgres");
        migrate("postgres");

        server.run(
                "insert into users.requests values (1); update users.requests set id = 2; delete from users.requests");
        assertServes(server);
    }

    @Test
    void itIsGrantedNothingOfWhatOthersHaveInTheSchema() {
        database.run("create table users.salaries (amount int)");

        migrate("postgres");

        assertThatThrownBy(() -> server.run("select * from users.salaries")).hasMessageContaining("permission denied");
    }

    @Test
    void itIsGrantedWhatWasTakenFromEverybody() {
        var empty = TestDatabase.createEmpty();
        empty.run("""
                alter default privileges revoke execute on functions from public;
                revoke temporary on database %s from public
                """.formatted(empty.settings().name()));

        Schema.migrate(empty.as(TestDatabase.SERVER_ROLE), empty.role("postgres"));

        new TestDatabase(empty.as(TestDatabase.SERVER_ROLE))
                .run("select users.labels_fit('{\"a\": \"b\"}'); create temporary table import (id int)");
    }

    @Test
    void whatTheMigratingRoleMayNotGrantIsNamedWithWhoMay() {
        var name = database.settings().name();
        database.run("""
                create role rights_migrator login;
                create role rights_owner;
                alter schema users owner to rights_migrator;
                alter table users.users owner to rights_migrator;
                alter table users.keys owner to rights_migrator;
                alter table users.throttles owner to rights_owner;
                grant all on users.flyway_schema_history, users.changes, users.forgotten_changes to rights_migrator;
                revoke all on users.keys, users.throttles from users_service;
                revoke temporary on database %s from public;
                """.formatted(name));

        assertThatThrownBy(() -> migrate("rights_migrator"))
                .isInstanceOf(SchemaBehindException.class)
                .hasMessage("users_service lacks temporary on database %s and delete, insert, select, update on table"
                                .formatted(name)
                        + " users.throttles, which only postgres and rights_owner can grant: do it as the owner");

        assertThat(database.ask("select has_table_privilege('users_service', 'users.keys', 'insert')"))
                .isEqualTo("true");
        database.run("grant all on users.throttles to users_service; grant temporary on database %s to users_service"
                .formatted(name));
        migrate("rights_migrator");
        assertServes(server);
    }

    /** Credentials that change have a login each, and work as one role. */
    @Test
    void theRoleThatALoginWorksAsIsTheOneThatCounts() {
        database.run("create role rights_app; create role rights_login login noinherit in role rights_app;"
                + " alter role rights_login set role rights_app");
        Schema.migrate(database.as("rights_login"), database.role("postgres"));
        assertThatThrownBy(() -> Schema.require(database.as("rights_login")))
                .isInstanceOf(SchemaBehindException.class)
                .hasMessageStartingWith("rights_app lacks usage on schema users and ")
                .hasMessageEndingWith(REMEDY.formatted("rights_app"));

        Schema.migrate(database.as("rights_app"), database.role("postgres"));

        assertServes(as("rights_login"));
    }

    @Test
    void rowsThatAreHiddenFromItAreMissedAtOnceAndNeverLeftOut() throws Exception {
        database.run("alter table users.users enable row level security");

        assertThatThrownBy(() -> Schema.require(server.settings()))
                .isInstanceOf(SchemaBehindException.class)
                .hasMessage("row level security hides rows of users.users from users_service: alter role users_service"
                        + " bypassrls");
        try (var users = new users.server.postgres.database.Database(server.settings());
                var connection = users.connection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from users.users"))
                    .hasMessageContaining("row-level security");
        }
    }

    /** As a server that owns nothing does when it starts, where nobody has told it to leave migrations to others. */
    @Test
    void whoeverOwnsNothingFindsNothingMissingThoughEventsLackRights() {
        database.run("create role users_connector login replication");
        try {
            assertThatCode(() -> Schema.migrate(server.settings())).doesNotThrowAnyException();

            migrate("postgres");

            assertThat(database.ask("select has_table_privilege('users_connector', 'users.event_signals', 'insert')"))
                    .isEqualTo("true");
        } finally {
            database.run("drop owned by users_connector; drop role users_connector");
        }
    }

    /** The migrations' lock_timeout is two seconds, and this role has one for everything. */
    @Test
    void whoeverMigratesAtTheSameTimeIsWaitedForLongerThanATableAndThanTheRoleIsAllowed() throws Exception {
        database.run("""
                create role rights_hurried superuser login;
                alter role rights_hurried set statement_timeout = '1s';
                alter role rights_hurried set transaction_timeout = '1s';
                alter role rights_hurried set idle_session_timeout = '1s';
                alter role rights_hurried set idle_in_transaction_session_timeout = '1s'
                """);
        try (var other = database.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('users: what the server is granted', 0))");
            var migration = CompletableFuture.runAsync(() -> migrate("rights_hurried"));

            assertThatThrownBy(() -> migration.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            other.rollback();

            migration.join();
        }
    }

    private TestDatabase as(String role) {
        return new TestDatabase(database.as(role));
    }

    private void migrate(String role) {
        Schema.migrate(server.settings(), database.role(role));
    }

    private static void assertServes(TestDatabase server) {
        assertThatCode(() -> Schema.require(server.settings())).doesNotThrowAnyException();
    }
}
