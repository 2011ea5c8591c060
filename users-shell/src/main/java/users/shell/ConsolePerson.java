package users.shell;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import users.shell.execution.Person;

/** Who started a single command or a batch at a terminal. */
final class ConsolePerson implements Person {

    @Override
    public Optional<String> secret(String prompt) {
        return ask(console ->
                Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new));
    }

    @Override
    public Optional<String> answer(String prompt) {
        return ask(console -> Optional.ofNullable(console.readLine("%s", prompt)));
    }

    private static Optional<String> ask(Function<Console, Optional<String>> question) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).flatMap(question);
    }
}
