package users.shell.repl;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/**
 * A tab with more behind it was pasted, not typed: it is white space, and no reason to ask the server for what could
 * stand there.
 */
final class PastedTabs {

    private static final String NAME = "complete-unless-pasted";
    private static final long TYPING_PAUSE_MILLIS = 20;

    private PastedTabs() {}

    static void leaveAlone(LineReader reader) {
        var complete = requireNonNull(reader.getWidgets().get(LineReader.COMPLETE_WORD));
        reader.getWidgets().put(NAME, () -> isPasted(reader) ? write(reader) : complete.apply());
        requireNonNull(reader.getKeyMaps().get(LineReader.MAIN)).bind(new Reference(NAME), "\t");
    }

    private static boolean write(LineReader reader) {
        reader.getBuffer().write('\t');
        return true;
    }

    private static boolean isPasted(LineReader reader) {
        try {
            return reader.getTerminal().reader().peek(TYPING_PAUSE_MILLIS) >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
