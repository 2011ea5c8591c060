package users.shell.script;

/**
 * A quote that is not closed.
 *
 * @param mark the quote itself
 * @param line on which it opens, from 1
 */
public record OpenQuote(char mark, int line) {}
