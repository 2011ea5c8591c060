package users.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the program reads and writes, in UTF-8 whatever the locale.
 *
 * @param inputIsTerminal whether a person types what is read, and so on
 */
record StandardStreams(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean inputIsTerminal,
        boolean outputIsTerminal,
        boolean errorIsTerminal) {

    static StandardStreams ofProcess() {
        return new StandardStreams(
                System.in,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                isTerminal(0),
                isTerminal(1),
                isTerminal(2));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Java tells it of input and output only together; Linux tells of each. */
    private static boolean isTerminal(int descriptor) {
        try {
            var device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            var console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
