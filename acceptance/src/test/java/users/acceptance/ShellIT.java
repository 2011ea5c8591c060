package users.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.shell.Tmux;

/** The first minute of somebody who started the server and types {@code bin/userctl}. */
class ShellIT extends DevelopmentUsers {

    @TempDir
    private Path home;

    @Test
    void theFirstMinuteAt80Columns() {
        assertThat(firstMinute(80)).isEqualTo("""
                userctl 0.1.0-SNAPSHOT on localhost:5355
                Tab completes, help explains, Ctrl-D leaves.
                localhost:5355 healthy> list
                ID                                    EMAIL          FIRST  LAST    COUNTRY
                0198c5f4-0000-7000-8000-000000000001  jack@test.com  jack   hughes  GB
                0198c5f4-0000-7000-8000-000000000002  jane@test.com  jane   doe     US
                0198c5f4-0000-7000-8000-000000000003  john@test.com  john   smith   UA
                3 users
                localhost:5355 healthy> get jane@test.com
                id          0198c5f4-0000-7000-8000-000000000002
                first name  jane
                last name   doe
                nickname    jane-doe
                email       jane@test.com
                country     US (United States)
                created     time-1
                changed     time-1
                etag        1
                localhost:5355 healthy> delete john@test.com
                localhost:5355 healthy> exit
                left with 0""");
    }

    /** A list shows times to the second, one user all of it: these count as two. */
    @Test
    void theFirstMinuteAt200Columns() {
        assertThat(firstMinute(200)).isEqualTo("""
                userctl 0.1.0-SNAPSHOT on localhost:5355
                Tab completes, help explains, Ctrl-D leaves.
                localhost:5355 healthy> list
                ID                                    EMAIL          FIRST  LAST    NICKNAME     COUNTRY  CREATED
                0198c5f4-0000-7000-8000-000000000001  jack@test.com  jack   hughes  jack-hughes  GB       time-1
                0198c5f4-0000-7000-8000-000000000002  jane@test.com  jane   doe     jane-doe     US       time-1
                0198c5f4-0000-7000-8000-000000000003  john@test.com  john   smith   john-smith   UA       time-1
                3 users
                localhost:5355 healthy> get jane@test.com
                id          0198c5f4-0000-7000-8000-000000000002
                first name  jane
                last name   doe
                nickname    jane-doe
                email       jane@test.com
                country     US (United States)
                created     time-2
                changed     time-2
                etag        1
                localhost:5355 healthy> delete john@test.com
                localhost:5355 healthy> exit
                left with 0""");
    }

    @Test
    void aLineTypedBeforeThePromptIsThereIsRun() {
        try (var shell = Tmux.start(home, 80, Map.of(), launched())) {
            shell.type("get jack@test.com").await("nickname    jack-hughes").await("a prompt", ShellIT::asks);
        }
    }

    /** Looks around, finds one user by Tab, thinks better of a deletion, and leaves. */
    private String firstMinute(int columns) {
        try (var shell = Tmux.start(home, columns, Map.of(), launched())) {
            shell.await("healthy>");
            shell.type("list").await("3 users").await("a prompt", ShellIT::asks);
            shell.begin("get jan").keys("Tab").await("get jane@test.com");
            shell.keys("Enter").await("etag").await("a prompt", ShellIT::asks);
            shell.begin("delete john@test.com")
                    .await("delete john@test.com")
                    .keys("C-c")
                    .await("a prompt", ShellIT::asks);
            shell.type("exit").await("left with 0");
            var screen = shell.screen().replace(":" + server.port(), ":5355");
            return new Transcript().timesOf(screen);
        }
    }

    private static boolean asks(String screen) {
        return screen.endsWith("healthy>");
    }

    private static List<String> launched() {
        return List.of(Userctl.LAUNCHER, "-p", Integer.toString(server.port()));
    }
}
