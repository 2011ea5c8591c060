package users.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryFileTest {

    @TempDir
    private Path home;

    private HistoryFile file() {
        return HistoryFile.of(Map.of("HOME", home.toString())).orElseThrow();
    }

    @Test
    void itIsInTheFolderForState() {
        assertThat(file().path()).isEqualTo(home.resolve(".local/state/userctl/history"));
        assertThat(HistoryFile.of(Map.of("HOME", "/h", "XDG_STATE_HOME", "/s")))
                .contains(new HistoryFile(Path.of("/s/userctl/history")));
        assertThat(HistoryFile.of(Map.of("HOME", "/h", "XDG_STATE_HOME", "relative")))
                .contains(new HistoryFile(Path.of("/h/.local/state/userctl/history")));
        assertThat(HistoryFile.of(Map.of("HOME", "?"))).isEmpty();
        assertThat(HistoryFile.of(Map.of())).isEmpty();
    }

    @Test
    void linesComeBackAsTheyWere() throws IOException {
        file().open();
        var lines = new String[] {"list", "get 'a\nb'", "C:\\new \\n\\", "日本"};
        for (var line : lines) {
            file().add(line);
        }
        assertThat(file().open()).isEqualTo(new HistoryFile.Content(java.util.List.of(lines), 0));
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        file().open();
        Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-rw-rw-"));
        file().open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
                .isEqualTo("rw-------");
    }

    @Test
    void anEntryBehindALineWithoutAnEndIsALineOfItsOwn() throws IOException {
        file().open();
        Files.writeString(file().path(), "list\nget jack@te");
        file().add("health");
        file().add("help");
        assertThat(file().path()).content().isEqualTo("list\nget jack@te\nhealth\nhelp\n");
        assertThat(file().open())
                .isEqualTo(new HistoryFile.Content(java.util.List.of("list", "get jack@te", "health", "help"), 0));
    }

    @Test
    void damagedLinesAreSkippedAndStayInTheFile() throws IOException {
        file().open();
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("list\nget\ra\n\0\n\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xFF, '\n'});
        bytes.writeBytes("health".getBytes(StandardCharsets.UTF_8));
        Files.write(file().path(), bytes.toByteArray());
        assertThat(file().open()).isEqualTo(new HistoryFile.Content(java.util.List.of("list", "health"), 4));
        assertThat(Files.readAllBytes(file().path())).isEqualTo(bytes.toByteArray());
    }
}
