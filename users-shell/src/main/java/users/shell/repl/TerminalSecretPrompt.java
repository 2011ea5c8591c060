package users.shell.repl;

import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import users.shell.execution.SecretPrompt;

/** Asks in the shell, with a reader of its own that keeps no history. */
record TerminalSecretPrompt(Terminal terminal) implements SecretPrompt {

    private static final char NO_ECHO = '\0';

    @Override
    public Optional<String> read(String prompt) {
        try {
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser((line, cursor, context) -> new TypedLine(line, cursor, List.of(line), line))
                    .option(org.jline.reader.LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            return Optional.of(reader.readLine(prompt, NO_ECHO));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }
}
