package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The calls of a command are one trace. */
final class TraceTest extends PipeSession {

    @Test
    void allCallsOfACommandAreOneTraceAndThoseOfAnotherAnother() {
        IntStream.range(0, 1200).forEach(i -> server.add("a", "b", "c", "u%d@example.com".formatted(i), "GB"));
        run("-o", "ndjson", "-c", "list; health");
        var traces = server.headers("traceparent");
        assertThat(traces).hasSize(4).allMatch(trace -> trace.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
        assertThat(traces.subList(0, 3)).containsOnly(traces.getFirst()).doesNotContain(traces.getLast());
    }

    @Test
    void aTraceThatIsGoneOnWithIsThatOfAllCommands() {
        var environment = Map.of("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
        Execution.run(new byte[0], false, environment, List.of("-p", "" + server.port(), "-c", "list; health"));
        assertThat(server.headers("traceparent"))
                .hasSize(2)
                .allMatch(trace -> trace.matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00"));
    }
}
