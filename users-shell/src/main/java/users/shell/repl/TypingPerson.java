package users.shell.repl;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import users.shell.execution.Person;

/** Who types in the shell, asked with a reader of its own that keeps no history. Ctrl-C drops all of the line that asks. */
record TypingPerson(Terminal terminal) implements Person {

    private static final char NO_ECHO = '\0';

    @Override
    public Optional<String> secret(String prompt) {
        return ask(reader -> reader.readLine(prompt, NO_ECHO));
    }

    @Override
    public Optional<String> answer(String prompt) {
        return ask(reader -> reader.readLine(prompt));
    }

    private Optional<String> ask(Function<LineReader, String> question) {
        try {
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser((line, cursor, context) -> new TypedLine(line, cursor, List.of(line), line))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            return Optional.of(question.apply(reader));
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }
}
