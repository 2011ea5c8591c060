package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords against a PostgreSQL that asks for them. */
class SecretsTest {

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        var rules = Files.writeString(folder.resolve("pg_hba.conf"), """
                host all postgres all trust
                host all all all scram-sha-256
                """);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("hba_file", rules.toString())
                .start();
        run("create role guarded login superuser");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "100%", "O'Neil", "a@b:c/d", "${x}", "trailing\n", "\uFEFFmarked", "Grün€"})
    void aPasswordInAFileOpensTheDatabase(String password) throws Exception {
        run("alter role guarded password '%s'".formatted(password.replace("'", "''")));

        for (var lineEnd : new String[] {"\n", "\r\n"}) {
            assertThat(obstacle(password + lineEnd)).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsCalledThat() throws Exception {
        run("alter role guarded password 'right'");

        assertThat(obstacle("wrong"))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("DB_USERNAME and DB_PASSWORD")
                        .doesNotContain("wrong"));
    }

    private static Optional<String> obstacle(String content) throws IOException {
        var environment = TestServer.environment("127.0.0.1", postgres.getPort(), "postgres");
        environment.put("DB_USERNAME", "guarded");
        environment.put(
                "DB_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), content).toString());
        try (var storage = Storage.open(Settings.read(environment, new Properties()))) {
            return storage.obstacle();
        }
    }

    private static void run(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
