package users.shell.repl;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** What Up, Ctrl-R and {@code history} go through; lines that may hold a secret are forgotten at once. */
final class ShellHistory extends DefaultHistory {

    private Optional<HistoryFile> file = Optional.empty();

    /**
     * Takes in the lines of earlier shells and keeps the new ones with them from now on.
     *
     * @return what people should know about it; empty when all is well
     */
    Optional<String> open(LineReader reader, Map<String, String> environment) {
        attach(reader);
        var found = HistoryFile.of(environment);
        if (found.isEmpty()) {
            return Optional.of("history is off: there is no home folder");
        }
        try {
            var content = found.get().open();
            content.entries().forEach(entry -> super.add(Instant.now(), entry));
            file = found;
            return switch (content.damaged()) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of("1 damaged line of the history is left out");
                default -> Optional.of(content.damaged() + " damaged lines of the history are left out");
            };
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("history is off: " + found.get().path() + " cannot be written");
        }
    }

    @Override
    public void add(Instant time, String line) {
        if (Secrets.mayBeIn(line)) {
            return;
        }
        int before = last();
        super.add(time, line);
        if (last() != before) {
            keep(get(last()));
        }
    }

    private void keep(String line) {
        if (file.isPresent()) {
            try {
                file.get().add(line);
            } catch (IOException e) {
                // A full disk must not end the shell; the line stays in this one.
                file = Optional.empty();
            }
        }
    }

    /** All lines, oldest first. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (History.Entry entry : this) {
            lines.add(entry.line());
        }
        return lines;
    }
}
