package users.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a setting names.
 *
 * @param setting as whoever wrote it knows it
 */
public record NamedFile(String setting, Path path) {

    /** No certificate and no set of keys is near that large; what is was named by mistake. */
    private static final long MAXIMUM_BYTES = 1024 * 1024;

    /**
     * What is in it now.
     *
     * @throws UnusableFileException when it cannot be read
     */
    public byte[] read() {
        try {
            if (Files.size(path) > MAXIMUM_BYTES) {
                throw unusable("is longer than a MiB: name the right one");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unusable("cannot be read: check the path and who may read it");
        }
    }

    /** That the file cannot be used; {@code what} goes on behind "which". */
    public UnusableFileException unusable(String what) {
        return new UnusableFileException("%s names %s, which %s".formatted(setting, path, what));
    }
}
