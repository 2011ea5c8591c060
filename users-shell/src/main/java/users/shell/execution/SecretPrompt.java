package users.shell.execution;

import java.util.Optional;

/** Asks a person for something that nobody else may see. */
public interface SecretPrompt {

    /** What was typed, without echo; empty when there is no terminal, or the person gave up. */
    Optional<String> read(String prompt);
}
