package users.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PreferQueryMode;
import users.db.NamedStatements;
import users.server.postgres.database.MigrationSettings;
import users.server.postgres.database.Schema;
import users.server.yaml.FlatYaml;

/** What the server's role may do where another one migrates. {@code UsersOverGrpcTest} runs the contract as such a role. */
class ServerRoleTest {

    private static final TestDatabase OWNER = TestDatabase.create();
    private static final TestDatabase SERVER = new TestDatabase(OWNER.as(TestDatabase.SERVER_ROLE));
    private static final MigrationSettings.Role MIGRATOR = OWNER.role("postgres");

    private static final Pattern PARAMETER = Pattern.compile(":([a-z_]+)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table users.users add column phone text",
                "alter table users.users disable trigger user",
                "alter table users.users owner to users_service",
                "create table users.others (id uuid)",
                "create table public.others (id uuid)",
                "create schema others",
                "create index on users.users (first_name)",
                "create or replace function users.next_version() returns trigger language plpgsql as 'begin end'",
                "create publication others",
                "alter publication users_events drop table users.users",
                "drop table users.requests",
                "drop extension pg_trgm",
                "truncate users.users",
                "delete from users.flyway_schema_history",
                "update users.flyway_schema_history set success = true",
                "insert into users.flyway_schema_history select * from users.flyway_schema_history",
                "update users.event_heartbeats set time = now()",
                "select * from users.event_signals",
                "set role postgres"
            })
    void itChangesNoSchemaAndNothingThatIsOthers(String sql) {
        assertThatThrownBy(() -> SERVER.run(sql))
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void itMayRunEachStatementOfTheServer() throws Exception {
        var statements = statements();
        var source = SERVER.settings().forMigrations();
        // With parameters of which nothing is known.
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements.remove("create-import-stage"));
            statements.remove("copy-import-rows");
            for (var sql : statements.values()) {
                statement.execute("explain (generic_plan) " + numbered(sql));
            }
        }
        assertThat(statements).hasSizeGreaterThan(40);
    }

    @Test
    void itsNameIsNothingButAName() {
        var name = "o'dd $$ \"role\"";
        OWNER.run("create role \"o'dd $$ \"\"role\"\"\"");

        Schema.migrate(OWNER.as(name), MIGRATOR);

        assertThat(OWNER.ask("select has_table_privilege('o''dd $$ \"role\"', 'users.users', 'insert')"))
                .isEqualTo("true");
    }

    /** Whoever adds a table says in {@code users.db.ServerRights} what the server may do with it, or here that it is none. */
    @Test
    void itReadsAndWritesAllTablesOfTheSchemaButThoseOfDebezium() {
        assertThat(OWNER.ask("""
                        select string_agg(relname, ' ' order by relname) from pg_class
                        where relnamespace = 'users'::regnamespace and relkind in ('r', 'p')
                          and not (has_table_privilege('users_service', oid, 'select')
                            and has_table_privilege('users_service', oid, 'insert')
                            and has_table_privilege('users_service', oid, 'update')
                            and has_table_privilege('users_service', oid, 'delete'))
                        """)).isEqualTo("event_heartbeats event_signals flyway_schema_history");
    }

    @Test
    void aRoleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Schema.migrate(OWNER.as("o'nobody"), MIGRATOR))
                .hasStackTraceContaining("role \"o'nobody\" does not exist");
    }

    private static Map<String, String> statements() throws IOException {
        try (var yaml = NamedStatements.yaml()) {
            return new TreeMap<>(FlatYaml.read(yaml));
        }
    }

    private static String numbered(String sql) {
        var names = new ArrayList<String>();
        return PARAMETER
                .matcher(sql.replace("$condition", "true").replace("$order", "id"))
                .replaceAll(parameter -> {
                    if (!names.contains(parameter.group(1))) {
                        names.add(parameter.group(1));
                    }
                    return "\\$" + (names.indexOf(parameter.group(1)) + 1);
                });
    }
}
