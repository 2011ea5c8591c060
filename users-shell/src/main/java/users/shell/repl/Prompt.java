package users.shell.repl;

import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import users.shell.connection.Endpoint;
import users.shell.repl.ServerHealth.State;

/** Says which server the shell is on and how it is. */
final class Prompt {

    private final Endpoint endpoint;
    private final ServerHealth health;
    private final boolean colour;

    Prompt(Endpoint endpoint, ServerHealth health, boolean colour) {
        this.endpoint = endpoint;
        this.health = health;
        this.colour = colour;
    }

    /** The prompt of now; should the server answer too late for it, the reader's is redrawn. */
    String text(LineReader reader) {
        return text(health.state(() -> redraw(reader)));
    }

    private void redraw(LineReader reader) {
        if (reader instanceof LineReaderImpl shown && shown.isReading()) {
            try {
                shown.setPrompt(text(health.last()));
                shown.callWidget(LineReader.REDISPLAY);
            } catch (IllegalStateException e) {
                // The line was finished meanwhile: the next prompt says it.
            }
        }
    }

    private String text(State state) {
        if (!colour) {
            return endpoint + " " + state + "> ";
        }
        int mark = switch (state) {
            case HEALTHY -> AttributedStyle.GREEN;
            case CONNECTING, NOT_READY -> AttributedStyle.YELLOW;
            case NO_SERVER -> AttributedStyle.RED;
        };
        return new AttributedStringBuilder()
                .append(endpoint.toString(), AttributedStyle.BOLD)
                .append(" ")
                .append(state.toString(), AttributedStyle.DEFAULT.foreground(mark))
                .append("> ")
                .toAnsi();
    }
}
