package users.shell.script;

/**
 * A word of a command.
 *
 * @param text what it says, its quotes taken off
 * @param start where it begins in the text it was read from, its quotes included
 * @param end where it ends, likewise
 * @param quoted whether quotes were open at its end or around any of it
 */
public record Word(String text, int start, int end, boolean quoted) {}
