package users.server.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmallHeapTest {

    /** Two at a time would not fit. */
    @Test
    void sixtyFourLargeHashesAtOnceAreCheckedInTheMemoryOfOne() throws IOException {
        var java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        requireNonNull(System.getProperty("java.class.path")),
                        SmallHeap.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(new String(java.getInputStream().readAllBytes(), UTF_8)).isEqualTo("64");
    }
}
