package users.shell.output;

/**
 * What can be shown where something is printed.
 *
 * @param width in columns
 * @param colour whether it shows colours and its user wants them
 * @param positioned whether the cursor can be sent to a column, as on a terminal
 */
public record Screen(int width, boolean colour, boolean positioned) {

    /** A pipe or a file: plain text of any width. */
    public static final Screen NONE = new Screen(Integer.MAX_VALUE, false, false);

    String bold(String text) {
        return coloured("1", text);
    }

    String green(String text) {
        return coloured("32", text);
    }

    String red(String text) {
        return coloured("31", text);
    }

    String faint(String text) {
        return coloured("2", text);
    }

    private String coloured(String style, String text) {
        return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
