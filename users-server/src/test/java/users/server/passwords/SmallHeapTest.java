package users.server.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallHeapTest {

    @TempDir
    Path folder;

    /** Two at a time would not fit. */
    @Test
    void sixtyFourLargeHashesAtOnceAreCheckedInTheMemoryOfOne() throws IOException {
        assertThat(checks("-Xmx128m", 64)).isEqualTo("64 right, 0 busy");
        assertThat(log()).isEmpty();
    }

    @Test
    void aHashThatNeverFitsIsRefusedAndTheLogSaysWhatIsNeeded() throws IOException {
        assertThat(checks("-Xmx48m", 1)).isEqualTo("0 right, 1 busy");
        assertThat(log())
                .contains("WARNING: a password's hash did not fit into the heap: this server needs a larger one");
    }

    private String checks(String heap, int count) throws IOException {
        var java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-classpath",
                        requireNonNull(System.getProperty("java.class.path")),
                        SmallHeap.class.getName(),
                        Integer.toString(count))
                .redirectError(folder.resolve("log").toFile())
                .start();
        return new String(java.getInputStream().readAllBytes(), UTF_8);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
