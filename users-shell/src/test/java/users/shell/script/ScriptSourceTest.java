package users.shell.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import users.shell.text.UnreadableTextException;

final class ScriptSourceTest {

    private static String read(byte[] bytes) throws IOException {
        return ScriptSource.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        assertThat(read("\uFEFFlist".getBytes(UTF_8))).isEqualTo("list");
        assertThat(read("grün".getBytes(UTF_8))).isEqualTo("grün");
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void utf16IsRefusedByNameWithAndWithoutItsMark() {
        for (var charset : new java.nio.charset.Charset[] {StandardCharsets.UTF_16, UTF_16LE}) {
            assertThatThrownBy(() -> read("list".getBytes(charset)))
                    .isInstanceOf(UnreadableTextException.class)
                    .hasMessage("it is UTF-16, or no text at all: save it as UTF-8");
        }
        assertThatThrownBy(() -> read("\uFEFFlist".getBytes(UTF_16LE))).hasMessageStartingWith("it is UTF-16");
    }

    @Test
    void otherEncodingsAreRefusedWithTheLine() {
        assertThatThrownBy(() -> read("list\nget grün\n".getBytes(ISO_8859_1)))
                .isInstanceOf(UnreadableTextException.class)
                .hasMessage("line 2 is not UTF-8: save it as UTF-8");
    }
}
