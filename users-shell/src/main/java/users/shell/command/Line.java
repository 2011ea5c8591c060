package users.shell.command;

import java.util.Optional;

/**
 * One command and how its answer is printed.
 *
 * @param format empty: as the shell decides
 */
public record Line(Command command, Optional<Format> format) {}
