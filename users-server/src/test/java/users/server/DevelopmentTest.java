package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.Email;

class DevelopmentTest {

    @Test
    void theDevelopmentDatabaseHasThreeUsers(@TempDir Path folder) {
        try (var server = TestServer.start(folder)) {
            server.awaitReady();

            assertThat(server.client()
                            .get(new Email("jack@test.com"))
                            .profile()
                            .nickname()
                            .value())
                    .isEqualTo("jack-hughes");
        }
    }
}
