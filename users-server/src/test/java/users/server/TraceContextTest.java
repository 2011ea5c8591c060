package users.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.server.postgres.TestDatabase;
import users.server.tracing.SentSpan;
import users.v1.ListUsersRequest;

/** Whose trace a call belongs to, and which are kept. */
class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-%s-b7ad6b7169203331-01".formatted(TRACE);
    private static final String UNSAMPLED = "00-%s-b7ad6b7169203331-00".formatted(TRACE);

    private static final TestDatabase POSTGRES = TestDatabase.create();

    @Test
    void withoutATraceparentOrWithOneThatIsNoneATraceBegins() {
        var malformed = List.of(
                "",
                "0af7651916cd43dd8448eb211c80319c",
                "00-%s-b7ad6b7169203331".formatted(TRACE),
                "00-%s-b7ad6b7169203331-01-more".formatted(TRACE),
                "ff-%s-b7ad6b7169203331-01".formatted(TRACE),
                "00-%s-b7ad6b7169203331-01".formatted(TRACE.toUpperCase(Locale.ROOT)),
                "00-%s-b7ad6b7169203331-01".formatted("0".repeat(32)),
                "00-%s-0000000000000000-01".formatted(TRACE),
                SAMPLED + "," + SAMPLED,
                "x".repeat(5000));

        var calls = calls(
                Stream.concat(
                                Stream.of(Map.<String, String>of()),
                                malformed.stream().map(each -> Map.of("traceparent", each)))
                        .toList(),
                "1");

        assertThat(calls).hasSize(malformed.size() + 1).allSatisfy(call -> {
            assertThat(call.parent()).isEmpty();
            assertThat(call.traceId()).hasSize(32).isNotEqualTo(TRACE);
        });
        assertThat(calls).extracting(SentSpan::traceId).doesNotHaveDuplicates();
    }

    @Test
    void whereACallerHasBegunATraceItHasDecidedWhetherItIsKept() {
        assertThat(calls(List.of(Map.of("traceparent", SAMPLED)), "0"))
                .extracting(SentSpan::traceId)
                .containsExactly(TRACE);
        assertThat(calls(List.of(Map.of("traceparent", UNSAMPLED)), "1")).isEmpty();
    }

    @Test
    void ofTheTracesThatBeginHereAShareIsKept() {
        var none = Map.<String, String>of();

        assertThat(calls(List.of(none, none), "0")).isEmpty();
        assertThat(calls(List.of(none, none), "1")).hasSize(2);
    }

    @Test
    void theStateOfATraceGoesOn() {
        var headers = Map.of("traceparent", SAMPLED, "tracestate", "a=1,b=2");

        assertThat(calls(List.of(headers), "1")).extracting(SentSpan::state).containsExactly("a=1,b=2");
    }

    /** The spans of a call with each of these headers. */
    private static List<SentSpan> calls(List<Map<String, String>> headers, String sample) {
        return TracedCalls.recorded(
                        POSTGRES,
                        server -> headers.forEach(each ->
                                TracedCalls.stub(server, each).listUsers(ListUsersRequest.getDefaultInstance())),
                        "users.tracing.sample",
                        sample)
                .stream()
                .filter(span -> span.name().endsWith("/ListUsers"))
                .toList();
    }
}
