package users.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/consuming.md shows the consumer that the tests use. */
class ConsumingPageTest {

    @Test
    void thePageHasTheConsumerOfTheTests() throws IOException {
        var source = Files.readString(Path.of("src/test/java/users/events/UsersView.java"));
        var code = source.split(" {4}// consuming.md\n", -1)[1];

        assertThat(Files.readString(Path.of("../../docs/consuming.md")))
                .contains("```java\n" + code.stripTrailing().stripIndent() + "\n```\n");
    }
}
