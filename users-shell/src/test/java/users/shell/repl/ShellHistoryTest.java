package users.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShellHistoryTest {

    @TempDir
    private Path state;

    private final ShellHistory history = new ShellHistory();
    private LineReader reader;

    @BeforeEach
    void start() throws IOException {
        reader = LineReaderBuilder.builder()
                .terminal(new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream()))
                .history(history)
                .build();
    }

    private Path file() {
        return state.resolve("userctl/history");
    }

    private void keep(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
    }

    private Map<String, String> environment() {
        return Map.of("XDG_STATE_HOME", state.toString());
    }

    @Test
    void linesOfEarlierAndOfNowAreThere() throws IOException {
        keep("list\nhealth\n");
        assertThat(history.open(reader, environment())).isEmpty();
        history.add("get jack@test.com");
        history.add("get jack@test.com");
        history.add("create --password p-1");
        assertThat(history.lines()).containsExactly("list", "health", "get jack@test.com");
        assertThat(file()).hasContent("list\nhealth\nget jack@test.com\n");
    }

    @Test
    void damagedLinesAreNotedOnce() throws IOException {
        keep("list\nget\ra\n");
        assertThat(history.open(reader, environment())).contains("1 damaged line of the history is left out");
        assertThat(history.lines()).containsExactly("list");
    }

    @Test
    void moreDamagedLinesAreCounted() throws IOException {
        keep("\0\n\0\n");
        assertThat(history.open(reader, environment())).contains("2 damaged lines of the history are left out");
    }

    @Test
    void aFolderThatCannotBeWrittenTurnsItOff() {
        assertThat(history.open(reader, Map.of("XDG_STATE_HOME", "/dev/null")))
                .contains("history is off: /dev/null/userctl/history cannot be written");
        history.add("list");
        assertThat(history.lines()).containsExactly("list");
    }

    @Test
    void aFileThatGoesAwayIsMadeAnew() throws IOException {
        keep("list\n");
        history.open(reader, environment());
        Files.delete(file());
        history.add("health");
        history.add("help");
        assertThat(file()).content().isEqualTo("health\nhelp\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderThatGoesAwayDoesNotEndTheShell() throws IOException {
        history.open(reader, environment());
        Files.delete(file());
        Files.delete(file().getParent());
        history.add("list");
        history.add("health");
        assertThat(history.lines()).containsExactly("list", "health");
    }
}
