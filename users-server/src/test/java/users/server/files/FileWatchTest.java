package users.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    @Test
    @Timeout(30)
    void aFileThatCouldNotBeTakenIsTriedAgainAlthoughItStaysAsItIs(@TempDir Path folder) throws Exception {
        var file = new NamedFile("JWKS_FILE", write(folder, "old"));
        var tried = new CountDownLatch(2);
        Runnable take = () -> {
            tried.countDown();
            throw file.unusable("cannot be read");
        };
        try (var watch = new FileWatch(List.of(file), Duration.ofMillis(10), take)) {
            watch.start();
            write(folder, "new");

            tried.await();
        }
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("jwks.json"), text);
    }
}
