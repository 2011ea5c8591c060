package users.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runbook's script where it can do nothing. */
class RunbookTest {

    private static final Map<String, String> NOBODY =
            Map.of("CONNECT_URL", "http://localhost:1", "PGHOST", "localhost", "PGPORT", "1");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "restart", "register now", "status --yes", "recover --no", "recover --yes --yes"})
    void whatItDoesNotKnowIsAnsweredWithWhatItKnows(String words) throws Exception {
        assertThat(run(NOBODY, words.isEmpty() ? new String[0] : words.split(" ", -1)))
                .isEqualTo(new Runbook.Ended(2, """
                        usage: connector register | status | recover [--yes]

                          register  hands users-connector.json to Kafka Connect, as often as you like, and waits until it runs
                          status    says how the connector and its slot are; exits with 1 when somebody has to look after them
                          recover   begins anew where PostgreSQL has lost the slot: an image of all users, and the deletes that were missed

                        Environment: CONNECT_URL (http://localhost:8083), CONNECTOR_FILE (users-connector.json beside this script);
                        status and recover: psql's own (PGHOST, PGDATABASE, PGUSER, PGPASSFILE …), PSQL (psql);
                        status: MAX_LAG_BYTES (104857600), MAX_HEARTBEAT_SECONDS (60), beyond which it alarms;
                        recover: KAFKA_BOOTSTRAP (localhost:9092), KAFKA_CONFIG (a file for kafka-console-*.sh), KAFKA_BIN (a folder with them).
                        """));
    }

    @Test
    void whereNobodyAnswersRegisterFails() throws Exception {
        var ended = run(NOBODY, "register");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .startsWith(
                        "connector: PUT http://localhost:1/connectors/users-connector/config: curl: (7) Failed to connect");
    }

    @Test
    void whereNobodyAnswersStatusAlarms() throws Exception {
        var ended = run(NOBODY, "status");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).endsWith("""
                        ALARM      Kafka Connect does not tell about it
                        ALARM      PostgreSQL does not tell about the slot
                        """);
    }

    @Test
    void aToolThatIsMissingIsNamed() throws Exception {
        assertThat(run(Map.of("PSQL", "no-such-psql -U postgres"), "status"))
                .isEqualTo(new Runbook.Ended(
                        2, "connector: no-such-psql was not found: install it, or say where it is (see connector).\n"));
        assertThat(run(Map.of("KAFKA_BIN", "/nowhere"), "recover", "--yes"))
                .isEqualTo(
                        new Runbook.Ended(
                                2,
                                "connector: /nowhere/kafka-console-consumer.sh was not found: install it, or say where it is (see connector).\n"));
    }

    private Runbook.Ended run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return new Runbook(folder, environment).run(arguments);
    }
}
