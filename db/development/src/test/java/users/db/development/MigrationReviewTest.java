package users.db.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expand, then contract: what the next version adds is in nobody's way, and nothing goes that a released one needs. */
class MigrationReviewTest {

    private static final Path MIGRATIONS = Path.of("../src/main/resources/users/db/migrations");

    /** They make the schema of the first release. */
    private static final List<String> BASELINE =
            List.of("V1__users.sql", "V2__contract.sql", "V3__search.sql", "V4__events.sql");

    @Test
    void everyMigrationSinceTheFirstReleaseKeepsTheRules() throws IOException {
        try (var files = Files.list(MIGRATIONS)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("afterMigrate"))
                    .toList();
            assertThat(names).containsAll(BASELINE).allMatch(name -> name.matches("V[1-9][0-9]*__[a-z_]+\\.sql"));
            for (var name : names) {
                if (!BASELINE.contains(name)) {
                    assertThat(MigrationReview.findings(name, Files.readString(MIGRATIONS.resolve(name))))
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    drop table users.requests                                              | leave it until
                    alter table users.users drop column nickname                           | leave it until
                    alter table users.users add column a text, drop nickname               | leave it until
                    alter table users.users alter nickname drop default                    | leave it until
                    drop trigger users_created on users.users                              | leave it until
                    do $$ begin execute 'drop index users.users_search'; end $$            | leave it until
                    alter table users.users rename nickname to nick                        | beside it
                    ALTER TABLE users.users RENAME TO people                               | beside it
                    alter table users.users alter column version type numeric              | of the new type
                    alter table users.users alter version set data type numeric            | of the new type
                    alter table users.users alter column labels set not null               | add a default first
                    alter table users.users add column phone text not null                 | give it a default
                    alter table users.users add if not exists phone text not null          | give it a default
                    alter table users.users add a text default '', add b int not null      | give it a default
                    truncate users.requests                                                | takes away
                    revoke select on users.users from reporting                            | takes away
                    alter table users.users add constraint c check (email <> '')           | not valid
                    alter table users.users add unique (nickname)                          | not valid
                    alter table users.users add team uuid references users.teams           | not valid
                    create index users_nickname on users.users (nickname)                  | if not exists
                    create unique index if not exists n on only users.users (nickname)     | if not exists
                    create index concurrently n on users.users (nickname)                  | is a transaction
                    alter table users.users add column key uuid default gen_random_uuid()  | a constant
                    alter table users.users add n bigint generated always as identity      | a constant
                    update users.users set labels = '{}'                                   | a few at a time
                    delete from users.changes where after is null                          | a few at a time
                    """)
    void whatAServerOfBeforeOrACallWouldMeetIsNamedWithWhatToDoInstead(String statement, String instead) {
        assertThat(MigrationReview.findings("V5__next.sql", "-- Next.\n" + statement + ";\n"))
                .singleElement()
                .asString()
                .startsWith("V5__next.sql: `" + SqlStatements.of(statement).getFirst() + "`: ")
                .contains(instead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table users.users add column phone text not null default '', add column seen timestamptz",
                "alter table users.users add column seen timestamptz not null default now()",
                "alter table users.users add constraint c check (email <> '') not valid",
                "alter table users.users validate constraint c",
                "create table users.teams (id uuid primary key, name text not null check (name <> ''));"
                        + " create index teams_name on users.teams (name);"
                        + " alter table users.teams add unique (name); update users.teams set name = 'a'",
                "create or replace function users.next_version() returns trigger language plpgsql as $$"
                        + " begin /* ; */ new.version := old.version + 1; return new; end $$",
                "comment on column users.users.email is 'never drop it; it''s needed'; -- drop it\n",
                "insert into users.keys (purpose, secret) values ('drop', '')",
                "/* rename */ create view users.names as select first_name from users.users"
            })
    void whatIsAddedIsInNobodysWay(String statements) {
        assertThat(MigrationReview.findings("V5__next.sql", statements)).isEmpty();
    }

    @Test
    void aConstraintIsNotValidatedInTheMigrationThatAddsIt() {
        assertThat(findings("""
                        alter table users.users add constraint c check (email <> '') not valid;
                        alter table users.users validate constraint c;
                        """))
                .singleElement()
                .asString()
                .contains("`alter table users.users validate constraint c`", "in the next migration");
    }

    @Test
    void tablesAreAlteredOneByOne() {
        assertThat(findings("""
                        alter table users.users add column phone text;
                        alter table users.users add column seen timestamptz;
                        alter table users.deleted_users add column phone text;
                        """))
                .singleElement()
                .asString()
                .contains("`alter table users.deleted_users add column phone text`", "a migration of its own");
    }

    @Test
    void whatNoReleasedVersionNeedsMayGo() {
        var drop = "alter table users.users drop column nickname;\n";

        assertThat(findings(
                        "-- Nicknames are gone.\n-- contract: nothing since 1.2 needs users.users.nickname\n" + drop))
                .isEmpty();
        assertThat(findings("-- contract: nothing since 1.2 needs users.users.labels\n" + drop))
                .hasSize(1);
        assertThat(findings("-- contract: nothing needs users.users.nickname\n" + drop))
                .hasSize(1);
        assertThat(findings("-- Gone.\n\n-- contract: nothing since 1.2 needs users.users.nickname\n" + drop))
                .hasSize(1);
    }

    @Test
    void whatNobodyWaitsForLongMayBeDone() {
        var index = "create index requests_method on users.requests (method);\n";

        assertThat(findings("-- locks: users.requests has the calls of a day, an index takes a second\n" + index))
                .isEmpty();
        assertThat(findings("-- locks: users.users is small\n" + index)).hasSize(1);
    }

    private static List<String> findings(String sql) {
        return MigrationReview.findings("V5__next.sql", sql);
    }
}
