package users.shell.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.UserException;

final class TokenCommandTest {

    private static TokenCommand command(String command) {
        return new TokenCommand("--token-command", command, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 61 & sleep 62; echo t", "echo t; exec >&-; sleep 61 & sleep 62"})
    void oneThatTakesTooLongIsEndedWithAllThatItStarted(String slow) {
        var begin = Instant.now();
        assertThatThrownBy(() -> command(slow).run())
                .isInstanceOf(AccessException.class)
                .hasMessage("--token-command has not printed a token and ended within 1 s");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.endsWith("sleep 61") || line.endsWith("sleep 62"));
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> command("sleep 60").run()).isInstanceOf(UserException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
