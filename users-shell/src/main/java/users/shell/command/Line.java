package users.shell.command;

import java.util.Optional;

/**
 * One command and how its answer is printed.
 *
 * @param name of the command, for what is said about it
 * @param format empty: as the shell decides
 */
public record Line(String name, Command command, Optional<Format> format) {

    /** What was typed is no command. */
    public static Line erroneous(Command.Erroneous command) {
        return new Line("help", command, Optional.empty());
    }
}
