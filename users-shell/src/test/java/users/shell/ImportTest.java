package users.shell;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file that is imported and of its rows. */
final class ImportTest extends PipeSession {

    private static final String NAMES = "first_name,last_name,nickname,email,country";
    private static final String ANN = "Ann,Lee,ann,ann@example.com,GB";

    private String written(String text) throws IOException {
        return Files.write(folder.resolve("users"), text.getBytes(UTF_8)).toString();
    }

    @Test
    void rowsThatAreWrongAreNamedByLineColumnAndReason() throws IOException {
        var file = written(NAMES + ",labels,disabled,create_time,password,password_hash,id\r\n"
                + "\"A\nB\",Lee,a1,nobody,GB,,,,,,\r\n"
                + "\r\n"
                + ANN + ",,,,,,\r\n"
                + "Bob,Lee,bob,bob@example.com,GB,{a:1},maybe,yesterday,secret,$2x$,7\r\n"
                + "Eve,\"Lee\"x,eve,eve@example.com,GB,,,,,,\r\n"
                + "Joe,Lee,joe\r\n"
                + "Jim,Lee,jim,jack@test.com,GB,,,,,,");
        assertThat(run("import", file, "-o", "table"))
                .isEqualTo(new Execution(1, "1 created, 5 rejected\n", """
                FILE:2: error: first_name must not have control characters or line breaks (U+000A)
                FILE:2: error: email must have exactly one @, such as ann@example.com
                FILE:6: error: id must be a UUID such as 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e
                FILE:6: error: labels must be a JSON object of texts, such as {"team":"a"}
                FILE:6: error: disabled must be true or false
                FILE:6: error: create_time must be a time such as 2026-11-25T08:00:00Z
                FILE:6: error: password_hash cannot stand beside a password
                FILE:7: error: row has text behind the closing quote of cell 2: a quote inside quotes must be doubled
                FILE:8: error: row must have 11 cells as the first line has, not 3
                FILE:9: error: email is another user's, 0198c5f4-7b3a-7cc1-8000-000000000001
                """.replace("FILE", file)));
        assertThat(server.calls()).containsExactly("ImportUsers");
    }

    @Test
    void jsonRowsThatAreWrongAreNamedLikewise() {
        var ann =
                "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"nickname\":\"ann\",\"email\":\"a@b.com\",\"country\":\"GB\"";
        var text = ann + "}\n\n" + ann + ",\"frist_name\":\"x\",\"etag\":7}\n" + ann + "\n" + ann
                + ",\"labels\":{\"a\":1},\"disabled_reason\":\"x\",\"delete_time\":\"2026-11-25T08:00:00Z\"}\n" + ann
                + ",\"email\":\"c@d.com\"}";
        assertThat(runWith(text, "import", "-", "-o", "table"))
                .isEqualTo(new Execution(1, "1 created, 4 rejected\n", """
                stdin:3: error: "frist_name" is no field of a user; did you mean first_name?
                stdin:3: error: etag must be text in quotes
                stdin:4: error: row must be one JSON object, each name once, on a line of its own
                stdin:5: error: labels must be a JSON object of texts, such as {"team":"a"}
                stdin:5: error: disabled_reason must be empty unless disabled is true
                stdin:5: error: delete_time must be empty: a deleted user cannot be imported
                stdin:6: error: row must be one JSON object, each name once, on a line of its own
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "first_name;last_name;nickname!its columns must be separated by commas, not by ;",
                "first_name\tlast_name!its columns must be separated by commas, not by tabs",
                "frist_name,last_name!the column \"frist_name\" is not known; did you mean first_name?",
                "Ann,Lee!the column \"Ann\" is not known: the first line names the columns, such as first_name",
                "first_name,email,email!the column email is there twice",
                "first_name,last_name,nickname,email!the column country is missing",
                "[{!line 1 is no whole JSON object: each must stand on a line of its own, as export -o ndjson writes it",
                "{!line 1 is no whole JSON object: each must stand on a line of its own, as export -o ndjson writes it"
            })
    void whatCannotBeImportedIsRefusedBeforeTheFirstWrite(String header, String message) {
        assertThat(runWith(header + "\n" + ANN + "\n", "import", "-"))
                .isEqualTo(new Execution(2, "", "error: stdin: " + message + "\n  try: userctl help import\n"));
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void utf16IsRefusedByName() {
        assertThat(Execution.withInput((NAMES + "\n" + ANN).getBytes(UTF_16), server, "import", "-")
                        .err())
                .startsWith("error: stdin: it is UTF-16, or no text at all: save it as UTF-8\n");
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aByteOrderMarkAndLineEndsOfAnyKindAreNoPartOfAValue() {
        var text = "\uFEFF" + NAMES + "\r\n\r\n" + ANN + "\r\n\n" + ANN.replace("ann", "bob");
        assertThat(runWith(text, "import", "-", "-o", "table")).isEqualTo(new Execution(0, "2 created\n", ""));
        assertThat(run("get", "bob@example.com", "-o", "ndjson").out()).contains("\"country\":\"GB\"");
    }

    @Test
    void passwordsComeAsTheyAreOrHashed() {
        var hash = "$2b$12$" + "a".repeat(53);
        var text = NAMES + ",password,password_hash\n" + ANN + ",s3cret-1,\nBob,Lee,bob,bob@example.com,GB,," + hash;
        assertThat(runWith(text, "import", "-").err()).isEmpty();
        assertThat(server.passwords()).containsExactly("s3cret-1");
        assertThat(runWith(NAMES + ",password\n" + ANN + ",\u0007s3cret", "import", "-")
                        .err())
                .contains("password must not have control characters")
                .doesNotContain("s3cret");
    }

    @Test
    void conflictsAreDecidedByAFlag() {
        var text = NAMES + "\nJack,Hughes,jj,jack@test.com,GB";
        assertThat(runWith(text, "import", "-", "-o", "table", "--on-conflict", "skip")
                        .out())
                .isEqualTo("1 skipped\n");
        assertThat(runWith(text, "import", "-", "-o", "table", "--on-conflict", "update")
                        .out())
                .isEqualTo("1 updated\n");
        assertThat(runWith(text, "import", "-", "-o", "csv").out())
                .isEqualTo("created,updated,unchanged,skipped,rejected\r\n0,0,1,0,0\r\n");
        assertThat(runWith(NAMES + "\n" + ANN, "import", "-", "-o", "table", "--validate-only")
                        .out())
                .isEqualTo("1 created; nothing was written\n");
        assertThat(server.users()).hasSize(3);
    }

    @Test
    void anImportThatBreaksOffSaysHowFarItCame() throws IOException {
        var lines = new ArrayList<>(List.of(NAMES));
        IntStream.range(0, 1500).forEach(i -> lines.add(ANN.replace("ann@", "u" + i + "@")));
        lines.add("\"Ann");
        var file = written(String.join("\n", lines));
        assertThat(run("import", file)).isEqualTo(new Execution(2, "", """
                note: all rows up to line 1001 are done; run it again to go on: they stay as they are
                error: FILE: the row on line 1502 has a quote that is never closed
                  try: userctl help import
                """.replace("FILE", file)));
        assertThat(server.users()).hasSize(1003);
        assertThat(run("import", file, "--validate-only").err()).isEqualTo("""
                note: all rows up to line 1001 are checked; nothing was written
                error: FILE: the row on line 1502 has a quote that is never closed
                  try: userctl help import
                """.replace("FILE", file));
    }

    @Test
    void aTerminalSeesHowFarItIs() throws IOException {
        assertThat(atTerminal("import", written(NAMES + "\n" + ANN + "\n")))
                .isEqualTo(new Execution(0, "1 created\n", "\r\u001b[K1 rows, 0 of them rejected\r\u001b[K"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThat(run("import", folder.toString()).err())
                .startsWith("error: " + folder + ": this file cannot be read\n");
        assertThat(run("import").err()).contains("FILE  is missing: the file to import, or - for standard input");
        assertThat(run("-c", "import -").err()).contains("import - works for a single command alone: name a file");
    }
}
