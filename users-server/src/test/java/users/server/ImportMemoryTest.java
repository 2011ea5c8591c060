package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Credential;
import users.api.Email;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserStatus;
import users.server.postgres.TestDatabase;

/** An import takes the memory of its batches, however many rows it has. */
class ImportMemoryTest {

    /** Together more than the heap of the server. */
    private static final int ROWS = 12_000;

    private static final Labels LARGE = new Labels(Map.of("text", "x".repeat(8_000)));

    @Test
    void rowsThatTogetherAreMoreThanTheHeapOfTheServerAreImported() {
        try (var server = ServerProcess.start(TestServer.environment(TestDatabase.create()), "-Xmx64m")
                        .awaitReady();
                var results = server.client()
                        .importUsers(new ImportOptions(true, ImportOptions.Conflict.REJECT, false), rows())) {
            assertThat(results.filter(ImportResult.Created.class::isInstance).count())
                    .isEqualTo(ROWS);
        }
    }

    private static Iterator<ImportRow> rows() {
        return LongStream.range(0, ROWS).mapToObj(ImportMemoryTest::row).iterator();
    }

    private static ImportRow row(long number) {
        var profile = new Profile(
                new PersonName("Ann"),
                new PersonName("Lee"),
                new Nickname("ann"),
                new Email("memory-%d@import.test".formatted(number)),
                new CountryCode("GB"),
                LARGE,
                UserStatus.ENABLED);
        return new ImportRow(number, Optional.empty(), profile, Optional.empty(), new Credential.None());
    }
}
