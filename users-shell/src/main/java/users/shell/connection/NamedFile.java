package users.shell.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file and what names it, for what is said about it.
 *
 * @param option such as {@code --ca}, or the environment variable
 */
public record NamedFile(String option, String path) {

    /**
     * Its bytes up to the maximum, each a character.
     *
     * @throws AccessException when it cannot be read
     */
    String text(int maximum) {
        try (var in = Files.newInputStream(Path.of(path))) {
            return new String(in.readNBytes(maximum), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unusable("is not there");
        } catch (IOException e) {
            throw unusable("cannot be read");
        }
    }

    /** Whether it can be read once only, as what a shell makes of {@code <(command)}. */
    boolean isPipe() {
        try {
            return Files.readAttributes(Path.of(path), BasicFileAttributes.class)
                    .isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /** It is of no use: {@code fault} says why, such as "cannot be read". */
    AccessException unusable(String fault) {
        return new AccessException("%s: %s %s".formatted(option, path, fault));
    }
}
