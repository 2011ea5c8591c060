package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords by pipe; by prompt they are in {@link SecrecyTest}. */
final class PasswordsTest extends PipeSession {

    @BeforeEach
    void setPassword() {
        assertThat(runWith("first-1\r\n", "passwd", "jack@test.com", "--password-stdin", "-o", "ndjson")
                        .out())
                .contains("\"password_change_time\":\"2026-11-25T08:30:00Z\",\"etag\":\"2\"");
    }

    @Test
    void aPasswordIsVerifiedById() {
        assertThat(runWith("first-1\n", "verify", JACK_ID, "--password-stdin").exitCode())
                .isZero();
    }

    @Test
    void whoIsUnknownAndWhoHasAnotherPasswordAreToldAlike() {
        var wrong = new Execution(1, "", "error: no user has this id or e-mail and this password\n");
        assertThat(runWith("other-1\n", "verify", "jack@test.com", "--password-stdin"))
                .isEqualTo(wrong);
        assertThat(runWith("first-1\n", "verify", "nobody@test.com", "--password-stdin"))
                .isEqualTo(wrong);
        assertThat(server.calls()).containsExactly("GetUser", "SetPassword", "VerifyPassword", "VerifyPassword");
    }

    @Test
    void aChangeNeedsTheOldPasswordAndTheNewOne() {
        assertThat(runWith("first-1\nsecond-2\n", "passwd", JACK_ID, "--old", "--password-stdin")
                        .exitCode())
                .isZero();
        assertThat(runWith("second-2", "verify", JACK_ID, "--password-stdin").exitCode())
                .isZero();
        assertThat(runWith("second-2", "passwd", JACK_ID, "--old", "--password-stdin"))
                .isEqualTo(new Execution(2, "", """
                        error: standard input must be two lines: the old password and the new one
                          try: userctl help passwd
                        """));
    }

    @Test
    void withoutATerminalNobodyIsAsked() {
        for (var command : new String[] {"verify", "passwd"}) {
            assertThat(run(command, JACK_ID)).isEqualTo(new Execution(2, "", """
                    error: there is no password: give it to --password-stdin, or type it at a terminal
                      try: userctl help %s
                    """.formatted(command)));
        }
    }

    @Test
    void noPasswordIsTakenAsAnArgument() {
        assertThat(run("verify", "jack@test.com", "first-1")).isEqualTo(new Execution(2, "", """
                error: verify has a word too many: quote a value that has blanks
                  try: userctl help verify
                """));
        assertThat(run("passwd", "jack@test.com", "--password=first-1").err()).isEqualTo("""
                        error: passwd has no flag --password
                          try: userctl help passwd
                        """);
    }
}
