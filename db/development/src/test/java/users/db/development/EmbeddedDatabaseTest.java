package users.db.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.db.development.TestServer.ask;
import static users.db.development.TestServer.newFolder;
import static users.db.development.TestServer.run;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import users.db.DevelopmentDatabase;
import users.db.DevelopmentDatabaseException;

class EmbeddedDatabaseTest {

    private final EmbeddedDatabase database = new EmbeddedDatabase();

    @Test
    void itIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(DevelopmentDatabase.class)).hasOnlyElementsOfType(EmbeddedDatabase.class);
    }

    @Test
    void whatIsCommittedIsOnTheDisk() {
        var server = TestServer.database(TestServer.Shared.RUNNING);

        assertThat(ask(server, "show fsync")).isEqualTo("on");
        assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
        assertThat(ask(server, "show server_version")).startsWith("18.");
    }

    @Test
    void itListensOnThisMachineAlone() {
        assertThat(ask(TestServer.database(TestServer.Shared.RUNNING), "show listen_addresses"))
                .isEqualTo("localhost");
    }

    @Test
    void whatWasAcknowledgedOutlivesAKill() throws Exception {
        var folder = newFolder();
        var server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        folder.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        var acknowledged = "";
        try (var output = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 100; i++) {
                acknowledged = output.readLine();
            }
            // Through the handle: the process itself would close the output, and what it holds with it.
            server.toHandle().destroyForcibly();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                acknowledged = line;
            }
        }
        long orphan = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
        assertThat(ProcessHandle.of(orphan)).isPresent();
        server.waitFor();

        try (var running = database.start(folder)) {
            var again = TestServer.database(running);
            var last = Integer.parseInt(acknowledged);
            assertThat(last).isGreaterThanOrEqualTo(100);
            assertThat(ask(again, "select count(*) from numbers where number <= " + last))
                    .isEqualTo(acknowledged);
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            run(again, "insert into numbers values (-1)");
        }

        assertThat(folder.resolve("postmaster.pid")).doesNotExist();
        try (var running = database.start(folder)) {
            assertThat(ask(TestServer.database(running), "select min(number) from numbers"))
                    .isEqualTo("-1");
            assertRefused(folder, "is in use by another server");
        }
    }

    @Test
    void theProcessIdOfSomebodyElseIsLeftAlone() throws Exception {
        var folder = newFolder();
        long me = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("postmaster.pid"), me + "\n");

        new Orphan(folder).stop();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void dataOfAnotherVersionIsRefused() throws Exception {
        var folder = newFolder();
        Files.writeString(folder.resolve("PG_VERSION"), "17\n");

        assertRefused(folder, "holds data of PostgreSQL 17, and this is PostgreSQL 18");
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        var file = Files.createFile(newFolder().resolve("file"));

        assertRefused(file, "cannot be made");
        assertRefused(file.resolve("data"), "cannot be made");
    }

    @Test
    void otherPeoplesFilesAreNotTouched() throws Exception {
        var folder = newFolder();
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertRefused(folder, "is not empty and holds no database");
    }

    @Test
    void aDatabaseThatCannotStartSaysWhereItsLogIs() throws Exception {
        var folder = newFolder();
        Files.writeString(folder.resolve("PG_VERSION"), "18\n");
        Files.writeString(folder.resolve("postgresql.conf"), "fsync = maybe\n");

        assertRefused(new EmbeddedDatabase(Duration.ofSeconds(1)), folder, ".log may say more.");
    }

    private void assertRefused(Path folder, String reason) {
        assertRefused(database, folder, reason);
    }

    private static void assertRefused(EmbeddedDatabase database, Path folder, String reason) {
        assertThatThrownBy(() -> database.start(folder))
                .isInstanceOf(DevelopmentDatabaseException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n")
                .endsWith(".");
    }
}
