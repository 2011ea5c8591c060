package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history of a user as it is shown. */
final class ChangesTest extends PipeSession {

    @BeforeEach
    void change() {
        assertThat(run("update", JACK_ID, "--nickname", "jj", "--label", "team=a")
                        .exitCode())
                .isZero();
        assertThat(run("delete", JACK_ID).exitCode()).isZero();
    }

    @Test
    void theNewestIsFirstAndEachFieldHasItsOldValueAndTheNewOne() {
        assertThat(atTerminal("changes", "jack@test.com")).isEqualTo(new Execution(0, """
                2026-11-25T08:01:01Z  DELETED  etag 2  by test
                  delete_time  – → 2026-11-25T09:00:00Z
                2026-11-25T08:01:01Z  UPDATED  etag 2  by test
                  labels.team  – → a
                  nickname     jack-hughes → jj
                2026-11-25T08:00:01Z  CREATED  etag 1  by test
                  first_name  – → jack
                  nickname    – → jack-hughes
                """, ""));
    }

    @Test
    void programsGetThemInEveryFormat() {
        assertThat(run("changes", JACK_ID, "-o", "ndjson").out().lines().skip(1).findFirst())
                .contains("{\"kind\":\"UPDATED\",\"time\":\"2026-11-25T08:01:01Z\",\"actor\":\"test\",\"etag\":\"2\","
                        + "\"fields\":[{\"field\":\"labels.team\",\"new_value\":\"a\"},"
                        + "{\"field\":\"nickname\",\"old_value\":\"jack-hughes\",\"new_value\":\"jj\"}]}");
        assertThat(run("changes", JACK_ID, "-o", "csv").out()).isEqualTo("""
                kind,time,actor,etag,field,old_value,new_value
                DELETED,2026-11-25T08:01:01Z,test,2,delete_time,,2026-11-25T09:00:00Z
                UPDATED,2026-11-25T08:01:01Z,test,2,labels.team,,a
                UPDATED,2026-11-25T08:01:01Z,test,2,nickname,jack-hughes,jj
                CREATED,2026-11-25T08:00:01Z,test,1,first_name,,jack
                CREATED,2026-11-25T08:00:01Z,test,1,nickname,,jack-hughes
                """.replace("\n", "\r\n"));
    }

    @Test
    void whoIsPurgedHasAHistoryWithoutWordsAndNobodyHasNone() {
        assertThat(run("purge", JACK_ID, "--yes").exitCode()).isZero();
        assertThat(atTerminal("changes", JACK_ID).out()).isEqualTo("2026-11-25T10:00:00Z  PURGED  etag 1\n");
        assertThat(run("changes", JACK_ID, "-o", "csv").out()).endsWith("PURGED,2026-11-25T10:00:00Z,,1,,,\r\n");
        assertThat(run("changes", "0198c5f4-7b3a-7cc1-8000-00000000dead").err())
                .startsWith("error: no user has the id 0198c5f4-7b3a-7cc1-8000-00000000dead");
    }
}
