package users.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelsTest {

    private static final String TOO_MANY = "must be at most 64 labels of 32768 bytes in all, in UTF-8";

    @Test
    void labelsAreSortedByKeyAndKeptAsTheyCame() {
        var labels = new Labels(Map.of("team", "red", "a/b", "e\u0301\r\n\t", "Team", ""));
        assertThat(labels.values())
                .containsExactly(Map.entry("Team", ""), Map.entry("a/b", "e\u0301\r\n\t"), Map.entry("team", "red"));
        assertThat(labels.value("team")).contains("red");
        assertThat(labels.value("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "-a", "a-", ".", "é", "a\n", "a:b"})
    void aKeyThatNoLabelCanHaveIsRefusedByName(String key) {
        assertThat(refusal(() -> new Labels(Map.of(key, ""))))
                .startsWith("must have keys of 1 to 63 ASCII letters, digits and . _ - /")
                .endsWith(Quoted.of(key));
    }

    @Test
    void aKeyHasSixtyThreeCharacters() {
        assertThat(Labels.key("k".repeat(63))).hasSize(63);
        assertThat(refusal(() -> Labels.key("k".repeat(64)))).contains("k".repeat(40) + "...");
    }

    @Test
    void aValueWithControlCharactersIsRefusedByItsKey() {
        assertThat(refusal(() -> new Labels(Map.of("team", "\u0000"))))
                .isEqualTo("has the value of \"team\", which must not have control characters or line breaks (U+0000)");
        assertThat(refusal(() -> new Labels(Map.of("team", "\uD83D"))))
                .isEqualTo("has the value of \"team\", which must be well-formed Unicode, without lone surrogates");
    }

    @Test
    void thereAreSixtyFourLabelsOf32KiBAtMost() {
        assertThat(labels(64, "").values()).hasSize(64);
        assertThat(refusal(() -> labels(65, ""))).isEqualTo(TOO_MANY);
        assertThat(new Labels(Map.of("k", "x".repeat(32_767))).values()).hasSize(1);
        assertThat(refusal(() -> new Labels(Map.of("k", "x".repeat(32_768))))).isEqualTo(TOO_MANY);
        assertThat(refusal(() -> new Labels(Map.of("k", "é".repeat(16_384))))).isEqualTo(TOO_MANY);
    }

    @Test
    void aMergeNamesOnlyKeysThatAMaskCanCarry() {
        assertThat(new LabelsUpdate.Merge(Map.of("x.y", Optional.of("1"))).values())
                .containsOnlyKeys("x.y");
        assertThat(LabelsUpdate.Merge.canName("a-b/c.d")).isTrue();
        assertThat(LabelsUpdate.Merge.canName("team_1")).isFalse();
        assertThat(refusal(() -> new LabelsUpdate.Merge(Map.of("Team", Optional.empty()))))
                .startsWith("must not name the label \"Team\"");
        var many = IntStream.range(0, 129).boxed().collect(Collectors.toMap(i -> "k" + i, i -> Optional.of("")));
        assertThat(refusal(() -> new LabelsUpdate.Merge(many))).isEqualTo("must name at most 128 labels");
    }

    private static String refusal(ThrowingCallable call) {
        return catchThrowableOfType(InvalidValueException.class, call).getMessage();
    }

    private static Labels labels(int count, String value) {
        return new Labels(IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> value)));
    }
}
