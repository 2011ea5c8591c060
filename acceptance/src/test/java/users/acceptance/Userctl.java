package users.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The shipped {@code bin/userctl} in a pipe.
 *
 * @param folder for what it reads and prints
 */
record Userctl(Path folder, int port) {

    static final String LAUNCHER =
            Path.of("../bin/userctl").toAbsolutePath().normalize().toString();

    /** How a run ended and all that it printed, as it came. */
    record Ended(int exitCode, String out, String err) {

        /** Done, without a word on standard error. */
        static Ended printing(String out) {
            return new Ended(0, out, "");
        }
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    Ended runWith(String input, String... arguments) throws IOException, InterruptedException {
        return run(folder, List.of(LAUNCHER, "-p", Integer.toString(port)), input, arguments);
    }

    /** Another way to start it; what it reads and prints is kept in {@code folder}. */
    static Ended run(Path folder, List<String> program, String input, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        var in = Files.writeString(Files.createTempFile(folder, "userctl", ".in"), input);
        var out = Files.createTempFile(folder, "userctl", ".out");
        var err = Files.createTempFile(folder, "userctl", ".err");
        int exitCode = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }
}
