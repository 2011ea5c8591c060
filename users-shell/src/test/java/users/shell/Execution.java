package users.shell;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run of the program printed and how it ended.
 *
 * @param out all of standard output
 */
record Execution(int exitCode, String out, String err) {

    /** Runs the program in a pipe, with an empty input. */
    static Execution of(TestServer server, String... arguments) {
        return withInput("".getBytes(StandardCharsets.UTF_8), server, arguments);
    }

    static Execution withInput(String input, TestServer server, String... arguments) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), server, arguments);
    }

    static Execution withInput(byte[] input, TestServer server, String... arguments) {
        var words = new ArrayList<>(List.of("-p", Integer.toString(server.port())));
        words.addAll(List.of(arguments));
        return run(input, false, Map.of(), words);
    }

    /** The same with standard output and error on a terminal. */
    static Execution onTerminal(Map<String, String> environment, TestServer server, String... arguments) {
        var words = new ArrayList<>(List.of("-p", Integer.toString(server.port())));
        words.addAll(List.of(arguments));
        return run(new byte[0], true, environment, words);
    }

    static Execution run(byte[] input, boolean terminal, Map<String, String> environment, List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var streams = new StandardStreams(
                new ByteArrayInputStream(input), new PrintWriter(out), new PrintWriter(err), false, terminal, terminal);
        var ended = new Userctl(streams, environment).run(arguments);
        return new Execution(ended.value(), out.toString(), err.toString());
    }
}
