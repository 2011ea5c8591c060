package users.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The password of a role in the database, which is taken as it stands: nothing in it is trimmed or replaced. */
final class DatabasePassword {

    private static final Logger LOG = Logger.getLogger(DatabasePassword.class.getName());

    private DatabasePassword() {}

    /**
     * Empty when there is none: PostgreSQL may trust the caller, or its certificate.
     *
     * @param key of the password; that of a file with it ends in {@code -file}
     */
    static String read(SettingsReader reader, String key) {
        var fileKey = key + "-file";
        var password = reader.verbatim(key);
        var file = reader.path(fileKey);
        if (password.isPresent() && file.isPresent()) {
            throw new StartException("%s and %s are both set: leave one of them out"
                    .formatted(reader.naming(key), reader.naming(fileKey)));
        }
        return file.map(path -> read(path, reader.naming(fileKey))).orElseGet(() -> password.orElse(""));
    }

    /** Editors and {@code echo} end a file with a line end; that one is no part of the password, all else is. */
    private static String read(Path file, String naming) {
        var text = text(file, naming);
        var password = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (password.isEmpty()) {
            throw new StartException("%s names %s, which is empty: put the password into it".formatted(naming, file));
        }
        if (password.startsWith("\uFEFF")) {
            warn(naming, "begins with a byte order mark, which counts as part of the password: save it without one");
        }
        if (password.endsWith("\n")) {
            warn(
                    naming,
                    "ends with more than one line end, of which one is dropped and the rest counts as part of the password: save it with one");
        }
        return password;
    }

    private static void warn(String naming, String what) {
        LOG.log(Level.WARNING, "{0} names a file that {1} unless that is meant", new Object[] {naming, what});
    }

    private static String text(Path file, String naming) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StartException("%s names %s, which is not in UTF-8: save it so".formatted(naming, file));
        } catch (IOException e) {
            throw new StartException(
                    "%s names %s, which cannot be read: check the path and who may read it".formatted(naming, file));
        }
    }
}
