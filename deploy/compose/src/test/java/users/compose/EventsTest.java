package users.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

    private static final String ID = "01a2249c-0b4e-72dc-90da-f18101c9c594";
    private static final String FIELDS =
            "first_name \"Ann \\\"},\\\"after\\\":{\\\"\", last_name \"Lée,\", nickname \"ann\","
                    + " email \"ann@example.com\", country \"GB\", version 1, labels \"{\\\"team\\\": \\\"a,b\\\"}\"";

    @Test
    void whoIsCreatedIsShownWithWhatIsKnown() {
        assertThat(Events.line(record("null", user("ann", 1), "c"))).isEqualTo(lineOf("created  " + FIELDS));
    }

    @Test
    void whoWasThereBeforeTheConnectorIsShownLikewise() {
        assertThat(Events.line(record("null", user("ann", 1), "r"))).isEqualTo(lineOf("was there  " + FIELDS));
    }

    @Test
    void ofAChangeOnlyTheDifferenceIsShown() {
        assertThat(Events.line(record(user("ann", 1), user("annie", 2), "u")))
                .isEqualTo(lineOf("changed  nickname \"ann\" -> \"annie\", version 1 -> 2"));
    }

    @Test
    void aFieldThatIsNewIsADifferenceToo() {
        assertThat(Events.line(record("{\"id\":\"x\"}", "{\"id\":\"x\",\"city\":\"Rome\"}", "u")))
                .isEqualTo(lineOf("changed  city null -> \"Rome\""));
    }

    @Test
    void whoIsDeletedIsShownAsTheyWere() {
        assertThat(Events.line(record(user("ann", 1), "null", "d"))).isEqualTo(lineOf("deleted  " + FIELDS));
    }

    @Test
    void aTombstoneIsExplained() {
        assertThat(Events.line("CreateTime:1795910536600\t{\"id\":\"%s\"}\tnull".formatted(ID)))
                .isEqualTo(lineOf("forgotten: Kafka may drop what it has of this user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Processed a total of 4 messages", "CreateTime:1\tnull\tnull"})
    void whatIsNoRecordStaysAsItIs(String line) {
        assertThat(Events.line(line)).isEqualTo(line);
    }

    @Test
    void aKindOfChangeThatNobodyKnowsStaysAsItIs() {
        assertThat(Events.line(record("null", "null", "t"))).contains("  {\"before\":null,\"after\":null,");
        assertThat(Events.line(record("null", "null", "t").replace("before", "was")))
                .contains("  {\"was\":null,");
    }

    @Test
    void eachRecordOfStandardInputBecomesALine() throws IOException {
        var in = System.in;
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        try (var captured = new PrintStream(printed, true, UTF_8)) {
            System.setIn(new ByteArrayInputStream((record("null", user("ann", 1), "c") + "\nend\n").getBytes(UTF_8)));
            System.setOut(captured);
            Events.main(new String[0]);
        } finally {
            System.setIn(in);
            System.setOut(out);
        }

        assertThat(printed.toString(UTF_8).lines()).containsExactly(lineOf("created  " + FIELDS), "end");
    }

    private static String user(String nickname, int version) {
        return """
            {"id":"%s","first_name":"Ann \\"},\\"after\\":{\\"","last_name":"Lée,","nickname":"%s","email":"ann@example.com",\
            "country":"GB","create_time":"2026-11-29T00:02:16.146614Z","update_time":"2026-11-29T00:02:17.146614Z",\
            "version":%d,"labels":"{\\"team\\": \\"a,b\\"}","disabled":false,"disabled_reason":"","password_change_time":null}""".formatted(ID, nickname, version);
    }

    private static String record(String before, String after, String operation) {
        return """
                CreateTime:1795910536600\t{"id":"%s"}\t{"before":%s,"after":%s,"source":{"version":"3.7.0.Final",\
                "sequence":"[\\"28073000\\",\\"28073000\\"]"},"transaction":null,"op":"%s","ts_ms":1795910536152}""".formatted(ID, before, after, operation);
    }

    private static String lineOf(String happening) {
        return "2026-11-29T00:02:16.600Z  %s  %s".formatted(ID, happening);
    }
}
