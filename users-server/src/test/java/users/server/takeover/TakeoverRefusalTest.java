package users.server.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.server.postgres.database.Schema;

/** What a takeover refuses, before it has changed anything. */
class TakeoverRefusalTest {

    /** Without a user that is refused; each test of a row brings its own. */
    private static final GoService SOUND = GoService.create().fill(3);

    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String TWO = "00000000-0000-4000-8000-000000000002";

    @AfterEach
    void mend() {
        SOUND.database().run("delete from users.users where id in ('%s', '%s')".formatted(ONE, TWO));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ann@go.test     | ANN@go.test
                    ann@go.test     | ann@GO.TEST
                    ann@bücher.test | ann@xn--bcher-kva.test
                    jos\u00e9@go.test | jose\u0301@go.test
                    Σ@go.test       | ς@go.test
                    """)
    void emailsThatAreTheSameAreReportedByTheIds(String email, String other) {
        SOUND.add(ONE, email).add(TWO, other);

        assertThat(refusal(SOUND))
                .contains("users %s, %s: email must differ in more than case and spelling".formatted(ONE, TWO))
                .doesNotContain(email, other, "$2a$");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    first_name | $$ $$                     | must not be empty
                    last_name  | repeat('x', 201)          | must be at most 200 characters, not 201
                    nickname   | repeat('x', 65)           | must be at most 64 characters, not 65
                    nickname   | concat('a', chr(9), 'b')           | must not have control characters or line breaks (U+0009)
                    email      | 'private.example.org'     | must have exactly one @
                    email      | concat('private', chr(8203), '@go.test') | must not have invisible characters (U+200B)
                    country    | 'United Kingdom'          | must be two letters, such as GB
                    created_at | 'infinity'                | must be a time of the years 1 to 9999
                    created_at | '10000-01-01 00:00:00+00' | must be a time of the years 1 to 9999
                    updated_at | '-infinity'               | must be a time of the years 1 to 9999
                    updated_at | '0001-12-31 23:59:59+00 BC' | must be a time of the years 1 to 9999
                    password   | 'private'                 | must be a hash of bcrypt, Argon2, scrypt, PBKDF2 or SHA-crypt
                    password   | ''                        | must be a hash of bcrypt
                    password   | '$2x$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' | must not be a $2x$ hash
                    password   | '$2a$31$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' | must be a hash with a cost of 14 at most
                    password   | '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhW'  | must be a whole hash
                    """)
    void aRowThatTodaysRulesRefuseIsReportedByItsIdAndField(String column, String value, String rule) {
        SOUND.add(ONE, "ann@go.test");
        SOUND.database().run("alter table users.users disable trigger set_timestamp");
        SOUND.database().run("update users.users set %s = %s where id = '%s'".formatted(column, value, ONE));

        assertThat(refusal(SOUND))
                .contains(
                        "user %s: %s %s".formatted(ONE, column, rule),
                        "update users.users set",
                        "docs/coming-from-go.md")
                .doesNotContain("private", "N9qo8uLO", "and 1 more");
    }

    @Test
    void theReportIsCutAndCountsTheRest() {
        var service = GoService.create().fill(1_030);
        service.database().run("update users.users set country = 'GBR', nickname = ''");

        assertThat(refusal(service).lines())
                .hasSize(23)
                .contains("  and 1,010 more")
                .filteredOn(line -> line.contains("nickname must not be empty; country must be two letters"))
                .hasSize(20);
    }

    @Test
    void aColumnThatWouldBeLostIsReported() {
        var service = GoService.create().fill(3);
        service.database().run("""
                alter table users.users add column phone text;
                alter table users.users rename column nickname to nick;
                alter table users.users alter column created_at type text
                """);

        assertThat(refusal(service))
                .contains(
                        "it must have a column nickname",
                        "it must not have a column phone, which would be lost",
                        "its column created_at must be of type timestamp with time zone or timestamp without time zone,"
                                + " not text");
    }

    @Test
    void whatDependsOnTheTableIsReported() {
        var service = GoService.create().fill(3);
        service.database().run("create view users.names as select first_name from users.users");

        assertThat(refusal(service)).contains("view users.names depends on table users.users");
    }

    @Test
    void onceTheRowsAreMendedTheUsersAreBroughtOver() {
        var service = GoService.create().add(ONE, "ann@go.test").add(TWO, "Ann@go.test");
        refusal(service);
        service.database().run("update users.users set email = 'bea@go.test' where id = '%s'".formatted(TWO));

        Schema.migrate(service.database().settings());

        assertThat(service.database().ask("select string_agg(email_key, ' ' order by id) from users.users"))
                .isEqualTo("ann@go.test bea@go.test");
    }

    private static String refusal(GoService service) {
        var before = service.dump();
        var refusal = catchThrowableOfType(
                TakeoverRefusedException.class,
                () -> Schema.migrate(service.database().settings()));
        assertThat(refusal).isNotNull();
        assertThat(service.dump()).isEqualTo(before);
        return refusal.getMessage();
    }
}
