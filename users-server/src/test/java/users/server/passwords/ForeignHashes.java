package users.server.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Hashes that other tools made of one password; the resources say which tools. */
public final class ForeignHashes {

    public static final String PASSWORD = "Gr\u00FCn-Zaun-9";

    private ForeignHashes() {}

    /** Of the password as people's keyboards send it (NFC). */
    public static List<String> composed() {
        return read("composed.txt");
    }

    /** Of its decomposed form (NFD). */
    public static List<String> decomposed() {
        return read("decomposed.txt");
    }

    private static List<String> read(String name) {
        try (var list = requireNonNull(ForeignHashes.class.getResourceAsStream(name))) {
            return new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
