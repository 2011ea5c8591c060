package users.shell.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.shell.script.Script;

final class ShellWordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t4",
                "",
                " ",
                "#",
                "~",
                "country = \"GB\"",
                "nickname = \"O'Neil\"",
                "'",
                "''",
                "'a''b'",
                "a\nb;c",
                "$HOME `id` \\ !! *",
                "grün"
            })
    void bothShellsReadTheTextOutOfIt(String text) throws IOException {
        var word = ShellWord.quoted(text);
        assertThat(Script.read("x " + word).statements().getFirst().arguments()).isEqualTo(List.of("x", text));
        var sh = new ProcessBuilder("sh", "-c", "printf '%s|' " + word).start();
        assertThat(new String(sh.getInputStream().readAllBytes(), UTF_8)).isEqualTo(text + "|");
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(ShellWord.quoted("ann@example.com")).isEqualTo("ann@example.com");
        assertThat(ShellWord.quoted("country = \"GB\"")).isEqualTo("'country = \"GB\"'");
    }
}
