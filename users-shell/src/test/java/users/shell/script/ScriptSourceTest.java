package users.shell.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ScriptSourceTest {

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        assertThat(ScriptSource.decode("\uFEFFlist".getBytes(UTF_8))).isEqualTo("list");
        assertThat(ScriptSource.decode("grün".getBytes(UTF_8))).isEqualTo("grün");
        assertThat(ScriptSource.decode(new byte[0])).isEmpty();
    }

    @Test
    void utf16IsRefusedByNameWithAndWithoutItsMark() {
        for (var charset : new java.nio.charset.Charset[] {StandardCharsets.UTF_16, UTF_16LE}) {
            assertThatThrownBy(() -> ScriptSource.decode("list".getBytes(charset)))
                    .isInstanceOf(UnreadableScriptException.class)
                    .hasMessage("it is UTF-16, or no text at all: save it as UTF-8");
        }
        assertThatThrownBy(() -> ScriptSource.decode("\uFEFFlist".getBytes(UTF_16LE)))
                .hasMessageStartingWith("it is UTF-16");
    }

    @Test
    void otherEncodingsAreRefusedWithTheLine() {
        assertThatThrownBy(() -> ScriptSource.decode("list\nget grün\n".getBytes(ISO_8859_1)))
                .isInstanceOf(UnreadableScriptException.class)
                .hasMessage("line 2 is not UTF-8: save it as UTF-8");
    }
}
