package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalSizeTest {

    @Test
    void whatTheTerminalDoesNotTellIs80() {
        assertThat(TerminalSize.width("24 120\n")).isEqualTo(120);
        assertThat(TerminalSize.width("0 0\n")).isEqualTo(80);
        assertThat(TerminalSize.width("")).isEqualTo(80);
        assertThat(TerminalSize.width()).isPositive();
    }
}
