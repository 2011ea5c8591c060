package users.shell.command;

import java.util.Optional;
import users.shell.connection.Access;

/**
 * What the arguments of the program ask for.
 *
 * @param format empty: as the shell decides
 * @param keepGoing whether a batch goes on behind a command that failed
 */
public record Invocation(Access access, Optional<Format> format, boolean keepGoing, Task task) {

    /** What is to be done there. */
    public sealed interface Task {

        /** One command. */
        record Single(Line line) implements Task {}

        /** The commands in a text. */
        record Text(String commands) implements Task {}

        /** The commands in a file; {@code -} is standard input. */
        record File(String path) implements Task {}

        /** No command was named: a shell for people, or the commands on standard input. */
        record Unnamed() implements Task {}
    }
}
