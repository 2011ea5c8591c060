package users.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import users.server.postgres.database.Schema;

/** The SQL by which docs/operations.md makes a role for migrations. */
class MigrationRolesPageTest {

    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    @Test
    void onANewInstallationTheServerOwnsNothing() throws IOException {
        var database = TestDatabase.createEmpty();
        database.run(sql(0, database, "fresh"));

        assertServes(database, "fresh", "fresh_migrations");
    }

    @Test
    void onOneThatIsThereTheServerOwnsNothingAnyMore() throws IOException {
        var database = TestDatabase.createEmpty();
        database.run("create role known login; grant create on database %s to known"
                .formatted(database.settings().name()));
        Schema.migrate(database.as("known"));
        database.run(sql(1, database, "known"));

        assertServes(database, "known_service", "known");
    }

    private static void assertServes(TestDatabase database, String role, String migrator) {
        Schema.migrate(database.as(role), database.role(migrator));

        var server = new TestDatabase(database.as(role));
        assertThat(server.ask("select count(*) from users.users")).isEqualTo("0");
        for (var sql :
                new String[] {"alter table users.users add a int", "create table users.a ()", "create schema a"}) {
            assertThatThrownBy(() -> server.run(sql)).hasMessageMatching("(?s).*(must be owner|permission denied).*");
        }
        assertThat(database.ask("""
                        select string_agg(distinct pg_get_userbyid(relowner), ' ') from pg_class
                        where relnamespace = 'users'::regnamespace
                        """)).isEqualTo(migrator);
    }

    /** One of the section's, for these names. */
    private static String sql(int index, TestDatabase database, String role) throws IOException {
        var page = Files.readString(Path.of("../docs/operations.md"));
        var section = page.substring(page.indexOf("\n### A role for migrations\n"));
        return SQL.matcher(section)
                .results()
                .toList()
                .get(index)
                .group(1)
                .replace("database users", "database " + database.settings().name())
                .replaceAll("\\busers\\b", role)
                .replace("users_", role + "_");
    }
}
