package users.shell.repl;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import users.api.Spelling;

/**
 * Tells lines that may hold a secret. A list of commands that take one would always be one short, so every word that
 * looks like the name of a password or a token counts, however it is spelled; an innocent line more that is forgotten does no harm.
 */
final class Secrets {

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    /** Whatever is behind the p: a password can be, as in {@code -psecret1}. */
    private static final Pattern SHORTENED_FLAG = Pattern.compile("(^|[\\s'\";])[-\\u2010-\\u2015]{1,2}p");

    /** The last one is how every JWT begins. */
    private static final String[] SIGNS = {
        "pass", "pw", "psw", "secret", "token", "credential", "verify", "bearer", "eyj"
    };

    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final int SHORTEST_TYPO = 5;
    private static final int TYPOS = 3;

    private Secrets() {}

    static boolean mayBeIn(String line) {
        var lower = line.toLowerCase(Locale.ROOT);
        return Stream.of(SIGNS).anyMatch(lower::contains)
                || SHORTENED_FLAG.matcher(lower).find()
                || NO_LETTERS.splitAsStream(lower).anyMatch(Secrets::mayNameOne);
    }

    private static boolean mayNameOne(String word) {
        return (word.length() >= SHORTEST_TYPO && Spelling.distance(word, PASSWORD) <= TYPOS)
                || Spelling.distance(word, TOKEN) == 1;
    }
}
