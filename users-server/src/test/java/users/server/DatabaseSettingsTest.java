package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the database is, and the password for it. */
class DatabaseSettingsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg-1",
                "pg-1,pg-2",
                "pg-1:5433,pg-2",
                "10.0.0.7,[2001:db8::7]:5433",
                "2001:db8::7",
                "users_db.test"
            })
    void theDatabaseMayBeOnSeveralServers(String hosts) {
        assertThat(read(Map.of("DB_HOST", hosts)).database().host()).isEqualTo(hosts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "pg-1,",
                ",pg-1",
                "pg-1,,pg-2",
                "pg-1, pg-2",
                "pg-1;pg-2",
                "pg-1:",
                "pg-1:0",
                "pg-1:65536",
                "pg-1:5432:5433",
                "2001:db8::x",
                "pg/1",
                "pg-1?user=postgres",
                "pg-1\n"
            })
    void aListOfServersThatIsNoneStopsTheStart(String hosts) {
        assertThatThrownBy(() -> read(Map.of("DB_HOST", hosts)))
                .isInstanceOf(StartException.class)
                .hasMessage("DB_HOST (users.database.host) must be a host such as pg-1, or up to 16 with commas and no"
                        + " blanks between them, each with a port of its own or not, such as pg-1:5433,pg-2");
    }

    @Test
    void aListOfServersHasItsEnd() {
        assertThat(read(Map.of("DB_HOST", "pg" + ",pg".repeat(15))).database().host())
                .hasSize(47);
        assertThatThrownBy(() -> read(Map.of("DB_HOST", "pg" + ",pg".repeat(16))))
                .isInstanceOf(StartException.class);
        assertThatThrownBy(() -> read(Map.of("DB_HOST", "p".repeat(254)))).isInstanceOf(StartException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "100%", "O'Neil", "a@b", "${x}", "$USER", " padded ", "#hash: [x]", "ü€"})
    void aPasswordIsTakenAsItStands(String password) throws IOException {
        assertThat(password(Map.of("DB_PASSWORD", password))).isEqualTo(password);
        assertThat(password(Map.of("DB_PASSWORD_FILE", write(password).toString())))
                .isEqualTo(password);
    }

    @Test
    void aFileOfSettingsIsNotInterpolatedEither() throws IOException {
        var file = write("users:\n  database:\n    password: '${x}'\n");

        assertThat(password(Map.of("CONFIG_FILE", file.toString()))).isEqualTo("${x}");
    }

    @Test
    void oneLineEndBehindAPasswordIsDroppedAndNothingElse() throws IOException {
        assertThat(passwordInFile("secret\n")).isEqualTo("secret");
        assertThat(passwordInFile("secret\r\n")).isEqualTo("secret");
        assertThat(passwordInFile("secret\n\n")).isEqualTo("secret\n");
        assertThat(passwordInFile("secret ")).isEqualTo("secret ");
        assertThat(passwordInFile("\uFEFFsecret")).isEqualTo("\uFEFFsecret");
    }

    @Test
    void whatIsEasilyInAPasswordByMistakeIsSaid() throws IOException {
        try (var log = LogLines.of(DatabasePassword.class.getName())) {
            passwordInFile("secret\n\n");
            passwordInFile("\uFEFFsecret\n");
            passwordInFile("secret\n");

            assertThat(log.texts()).hasSize(2);
            assertThat(log.texts().getFirst()).contains("DB_PASSWORD_FILE", "more than one line end");
            assertThat(log.texts().getLast()).contains("DB_PASSWORD_FILE", "byte order mark");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void anEmptyPasswordFileStopsTheStart(String content) throws IOException {
        var file = write(content).toString();

        assertThatThrownBy(() -> read(Map.of("DB_PASSWORD_FILE", file)))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("DB_PASSWORD_FILE", file, "empty");
    }

    @Test
    void aPasswordFileThatCannotBeReadStopsTheStart() throws IOException {
        var latin = folder.resolve("latin");
        Files.write(latin, new byte[] {'g', 'r', (byte) 0xFC, 'n'});

        assertThatThrownBy(() ->
                        read(Map.of("DB_PASSWORD_FILE", folder.resolve("none").toString())))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("DB_PASSWORD_FILE", "cannot be read");
        assertThatThrownBy(() -> read(Map.of("DB_PASSWORD_FILE", folder.toString())))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("DB_PASSWORD_FILE", "cannot be read");
        assertThatThrownBy(() -> read(Map.of("DB_PASSWORD_FILE", latin.toString())))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("DB_PASSWORD_FILE", "UTF-8");
    }

    @Test
    void twoPasswordsAreOneTooMany() throws IOException {
        var file = write("secret").toString();

        assertThatThrownBy(() -> read(Map.of("DB_PASSWORD_FILE", file, "DB_PASSWORD", "secret")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("DB_PASSWORD")
                .hasMessageContaining("DB_PASSWORD_FILE")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aLineBreakInANameIsRefused() {
        assertThatThrownBy(() -> read(Map.of("DB_USERNAME", "users\n")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("DB_USERNAME (users.database.username) must be ");
    }

    @Test
    void settingsDoNotShowThePassword() {
        assertThat(read(Map.of("DB_HOST", "db", "DB_PASSWORD", "topsecret")).toString())
                .doesNotContain("topsecret");
        assertThat(read(Map.of("DB_PASSWORD", "topsecret")).toString()).doesNotContain("topsecret");
    }

    private String passwordInFile(String content) throws IOException {
        return password(Map.of("DB_PASSWORD_FILE", write(content).toString()));
    }

    private static String password(Map<String, String> environment) {
        return read(environment).database().password();
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.read(new TreeMap<>(environment), new Properties());
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ""), content);
    }
}
