package users.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** The passwords that are guessed first; {@code common-passwords.txt} says where they come from. */
final class CommonPasswords {

    private static final Set<String> IN_LOWER_CASE = read();

    private CommonPasswords() {}

    /** Whether a password is one of them, in whatever case. */
    static boolean contain(Password password) {
        return password.reveal(characters -> IN_LOWER_CASE.contains(new String(characters).toLowerCase(Locale.ROOT)));
    }

    private static Set<String> read() {
        try (var list = requireNonNull(CommonPasswords.class.getResourceAsStream("common-passwords.txt"))) {
            return new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
