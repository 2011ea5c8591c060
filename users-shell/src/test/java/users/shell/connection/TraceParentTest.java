package users.shell.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static String header(String variable) {
        return TraceParent.of(Map.of("TRACEPARENT", variable)).toString();
    }

    @Test
    void theTraceOfTheEnvironmentIsGoneOnWithByASpanOfItsOwn() {
        for (var flags : new String[] {"00", "01"}) {
            assertThat(header("00-" + TRACE + "-00f067aa0ba902b7-" + flags))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-" + flags)
                    .doesNotContain("00f067aa0ba902b7");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"
            })
    void whatIsNoTraceIsReplacedByANewOne(String variable) {
        assertThat(header(variable))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain(TRACE)
                .isNotEqualTo(header(variable));
    }
}
