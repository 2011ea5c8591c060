package users.shell.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/** The terminal that a person started the program in. */
public final class SystemTerminal {

    private SystemTerminal() {}

    /**
     * Opens it, for the caller to close. From then on Ctrl-C does what the terminal's handler says.
     *
     * @throws IOException if there is no terminal that can be used
     */
    public static Terminal open() throws IOException {
        var terminal = TerminalBuilder.builder()
                .name("userctl")
                .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                .encoding(StandardCharsets.UTF_8)
                // Else it asks the terminal how wide it draws, waits for an answer that not every one gives, and throws
                // away what is typed meanwhile.
                .graphemeCluster(false)
                // JLine would change the process's handlers at each prompt, and put Java's own in between: a Ctrl-C at
                // that moment ended the shell.
                .nativeSignals(false)
                .build();
        for (var signal : List.of(Signal.INT, Signal.WINCH, Signal.CONT)) {
            Signals.register(signal.name(), () -> terminal.raise(signal));
        }
        return terminal;
    }
}
