package users.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayTextTest {

    @ParameterizedTest
    @CsvSource({"Ann, 3", "✅ Ann, 6", "👩‍🌾, 2", "🇬🇧, 2", "日本, 4", "e\u0301, 1", "عمر, 3"})
    void widthIsThatOfTheClusters(String text, int width) {
        assertThat(DisplayText.width(text)).isEqualTo(width);
    }

    @Test
    void cuttingNeverSplitsACluster() {
        assertThat(DisplayText.cut("👩‍🌾👩‍🌾👩‍🌾", 5)).isEqualTo("👩‍🌾👩‍🌾…");
        assertThat(DisplayText.cut("👩‍🌾👩‍🌾👩‍🌾", 4)).isEqualTo("👩‍🌾…");
        assertThat(DisplayText.cut("ae\u0301io", 3)).isEqualTo("ae\u0301…");
        assertThat(DisplayText.cut("日本", 4)).isEqualTo("日本");
    }

    @Test
    void whatWouldSpoilTheScreenIsReplaced() {
        assertThat(DisplayText.showable("a\u001b[2Jb\u202Ec")).isEqualTo("a\uFFFD[2Jb\uFFFDc");
        assertThat(DisplayText.showable("नमस्ते 👩‍🌾")).isEqualTo("नमस्ते 👩‍🌾");
    }
}
