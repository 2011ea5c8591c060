package users.shell.execution;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The file of an import, or standard input. */
record ImportFile(String file, Surroundings surroundings) {

    /** Reads it under the name that its rows are told with. */
    interface Reading {
        ExitCode read(String name, InputStream input);
    }

    ExitCode read(Reading reading) {
        if (file.equals("-")) {
            var input = surroundings
                    .input()
                    .orElseThrow(() -> new UsageException("import - works for a single command alone: name a file"));
            return reading.read("stdin", input);
        }
        // Not by a channel, which an interrupt would close.
        try (var input = new FileInputStream(file)) {
            return reading.read(file, input);
        } catch (IOException e) {
            throw new UsageException(file + ": this file cannot be read");
        }
    }
}
