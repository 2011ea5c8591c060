package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.api.Email;

class DevelopmentTest {

    @Test
    void theDevelopmentDatabaseHasThreeUsers(@TempDir Path folder) {
        try (var server = TestServer.development(folder).awaitReady()) {
            var client = server.client();

            assertThat(client.get(new Email("jack@test.com"))
                            .profile()
                            .nickname()
                            .value())
                    .isEqualTo("jack-hughes");
            assertThat(client.get(new Email("jane@test.com"))
                            .profile()
                            .nickname()
                            .value())
                    .isEqualTo("jane-doe");
            assertThat(client.get(new Email("john@test.com"))
                            .profile()
                            .nickname()
                            .value())
                    .isEqualTo("john-smith");
        }
    }
}
