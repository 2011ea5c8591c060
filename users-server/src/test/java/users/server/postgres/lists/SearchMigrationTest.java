package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.server.postgres.database.Schema;

/** pg_trgm is found wherever it is, and made where the server's role may do that. */
class SearchMigrationTest {

    @Test
    void aRoleThatMayCreateInTheDatabaseNeedsNoAdministrator() {
        var postgres = ownedBy("creator");
        postgres.run("grant create on database %s to creator"
                .formatted(postgres.settings().name()));

        Schema.migrate(postgres.as("creator"));

        assertThat(postgres.ask("select extnamespace::regnamespace from pg_extension where extname = 'pg_trgm'"))
                .isEqualTo("users");
    }

    @Test
    void aRoleThatOwnsTheSchemaAloneUsesWhatAnAdministratorMade() {
        var postgres = ownedBy("owner");
        postgres.run("create schema \"Extensions\"; create extension pg_trgm with schema \"Extensions\";"
                + " grant usage on schema \"Extensions\" to owner");

        Schema.migrate(postgres.as("owner"));

        assertThat(postgres.ask("select indexdef from pg_indexes where indexname = 'users_search'"))
                .contains("\"Extensions\".gin_trgm_ops");
    }

    private static TestDatabase ownedBy(String role) {
        var postgres = TestDatabase.createEmpty();
        postgres.run("create role %1$s login; create schema users authorization %1$s".formatted(role));
        return postgres;
    }
}
