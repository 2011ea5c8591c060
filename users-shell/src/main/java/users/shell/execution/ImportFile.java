package users.shell.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

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
        try (var input = Files.newInputStream(Path.of(file))) {
            return reading.read(file, input);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(file + ": this file cannot be read");
        }
    }
}
