package users.shell;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program userctl. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // What gRPC and JLine log would stand between the lines; people get one sentence instead.
        Logger.getLogger("").setLevel(Level.OFF);
        var streams = StandardStreams.ofProcess();
        int exitCode =
                new Userctl(streams, System.getenv()).run(List.of(arguments)).value();
        streams.out().flush();
        System.exit(exitCode);
    }
}
