package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm's own strict lint. */
class LintTest {

    @ParameterizedTest
    @MethodSource("users.helm.Values#all")
    void helmHasNothingToSay(Values values) {
        var result = values.chart().lint(values.files());

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }
}
