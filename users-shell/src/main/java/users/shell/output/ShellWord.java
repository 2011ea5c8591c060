package users.shell.output;

import java.util.regex.Pattern;

/** A text as one word of a command that is shown to be copied: a POSIX shell and userctl's own read the same out of it. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** The text, in quotes where it needs them. */
    public static String quoted(String text) {
        // '' inside quotes is a quote to userctl and nothing to sh, and \' the other way round; quotes in quotes are
        // both.
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }
}
