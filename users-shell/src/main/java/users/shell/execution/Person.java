package users.shell.execution;

import java.util.Optional;

/** Who sits at the terminal, if anybody does. */
public interface Person {

    /** What was typed, without echo; empty when there is no terminal, or the person gave up. */
    Optional<String> secret(String prompt);

    /** The same with echo. */
    Optional<String> answer(String prompt);
}
