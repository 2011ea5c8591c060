package users.shell.output;

/**
 * What a terminal can show.
 *
 * @param width in columns
 * @param colour whether it shows colours and its user wants them
 */
public record Screen(int width, boolean colour) {

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
