package users.linking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The AOT cache of an image: classes parsed, linked and profiled by a training run.
 *
 * <p>It lies where the JVM looks without being told, so that an image finds it wherever it is moved to. One that does
 * not fit (other flags, another heap layout) is left aside by the JVM and costs start time only.
 */
public final class AotCache {

    private final Path image;

    public AotCache(Path image) {
        this.image = image.toAbsolutePath();
    }

    /** Whether the image has been trained since it was linked. */
    public boolean exists() {
        return Files.exists(file());
    }

    /** A run of the image's {@code java} that is recorded until it ends by itself or by SIGTERM. */
    public ProcessBuilder training(List<String> arguments) {
        List<String> command = Stream.concat(
                        Stream.of(image.resolve("bin/java").toString(), "-XX:AOTCacheOutput=" + recorded()),
                        arguments.stream())
                .toList();
        return new ProcessBuilder(new ArrayList<>(command));
    }

    /** Puts what the training run recorded to use. */
    public void keep() throws IOException {
        Files.move(recorded(), file());
    }

    private Path recorded() {
        return image.resolveSibling(image.getFileName() + ".aot");
    }

    private Path file() {
        return image.resolve("lib/server/classes.jsa");
    }
}
