package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import users.grpc.health.v1.HealthCheckResponse.ServingStatus;

/** The shell as a person sees it, on a pseudo-terminal. */
final class ScreenTest extends TerminalSession {

    @Test
    void bannerAndTableFitInto80Columns() {
        try (var shell = shell(80)) {
            shell.type("list").await("3 users");
            shell.await("last prompt", screen -> screen.endsWith("healthy>"));
            assertThat(screen(shell)).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy> list
                    ID                                    EMAIL          FIRST  LAST    COUNTRY
                    0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes  GB
                    0198c5f4-7b3a-7cc1-8000-000000000002  jane@test.com  jane   doe     US
                    0198c5f4-7b3a-7cc1-8000-000000000003  john@test.com  john   smith   UA
                    3 users
                    localhost:5355 healthy>""");
        }
    }

    @Test
    void at200ColumnsNothingIsLeftOut() {
        try (var shell = shell(200)) {
            shell.type("list").await("3 users");
            shell.await("last prompt", screen -> screen.endsWith("healthy>"));
            assertThat(screen(shell)).isEqualTo("""
                    userctl of development on localhost:5355
                    Tab completes, help explains, Ctrl-D leaves.
                    localhost:5355 healthy> list
                    ID                                    EMAIL          FIRST  LAST    NICKNAME     COUNTRY  CREATED
                    0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes  jack-hughes  GB       2026-11-25T08:00:01Z
                    0198c5f4-7b3a-7cc1-8000-000000000002  jane@test.com  jane   doe     jane-doe     US       2026-11-25T08:00:02Z
                    0198c5f4-7b3a-7cc1-8000-000000000003  john@test.com  john   smith   john-smith   UA       2026-11-25T08:00:03Z
                    3 users
                    localhost:5355 healthy>""");
        }
    }

    @Test
    void columnsStayInLineWhateverTheScript() {
        var names = new String[] {"✅ Ann", "👩‍🌾", "🇬🇧", "日本", "नमस्ते", "e\u0301", "عمر"};
        for (int i = 0; i < names.length; i++) {
            server.add(names[i], "Lee", "n" + i, "n" + i + "@example.com", "GB");
        }
        for (int columns : new int[] {60, 80}) {
            try (var shell = shell(columns)) {
                shell.type("list").await("10 users");
                assertThat(shell.columnsOf("Lee", names.length))
                        .hasSize(names.length)
                        .containsOnly(shell.columnsOf("LAST", 1).getFirst());
            }
        }
    }

    @Test
    void thePromptTellsHowTheServerIs() {
        try (var shell = shell(80)) {
            server.status(ServingStatus.NOT_SERVING);
            shell.keys("Enter").await("not ready>");
            int port = server.port();
            server.close();
            shell.keys("Enter").await("no server>");
            shell.type("list").await("error: no server listens at localhost:" + port);
        }
    }
}
