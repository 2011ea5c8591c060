package users.api.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.CountryCode;
import users.api.Email;
import users.api.filter.TextField.Attribute;

/** What a filter means, told by its canonical form or its conditions. */
final class FilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\n"})
    void anEmptyFilterIsForAll(String filter) {
        assertThat(Filter.parse(filter)).isEqualTo(Filter.ALL).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"country = \"GB\"", "country=\"gb\"", "  country =  GB ", "country=GB", "(country = 'Gb')"})
    void aCountryIsComparedWithoutRegardToCase(String filter) {
        assertThat(Filter.parse(filter)).isEqualTo(Filter.country(new CountryCode("GB")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a b AND c OR d              | "a" AND "b" AND "c" OR "d"
            a AND (b OR c)              | "a" AND "b" OR "c"
            (a AND b) OR c              | ("a" AND "b") OR "c"
            (a b) c                     | ("a" AND "b") AND "c"
            NOT a                       | NOT "a"
            -a -b                       | NOT "a" AND NOT "b"
            -(a OR b)                   | NOT ("a" OR "b")
            NOT(-a)                     | "a"
            nickname != x               | NOT nickname = "x"
            -nickname != x              | nickname = "x"
            a-b                         | "a-b"
            ((a))                       | "a"
            a AND(b)OR(c)               | "a" AND "b" OR "c"
            """)
    void orBindsTighterThanAndAndNextToEachOtherIsAnd(String filter, String canonical) {
        assertThat(Filter.parse(filter)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Ann                         | "Ann"
            'Two  Words'                | "Two  Words"
            "AND" OR "or"               | "AND" OR "or"
            a*                          | "a\\*"
            hello!                      | "hello!"
            """)
    void wordsAreWrittenInQuotes(String filter, String canonical) {
        assertThat(Filter.parse(filter)).hasToString(canonical);
    }

    @Test
    void aStarIsAWildcardFirstAndLastBehindEquals() {
        assertThat(condition("nickname = \"a_*\"")).isEqualTo(wildcard(false, "a_", true));
        assertThat(condition("nickname = *\\\\")).isEqualTo(wildcard(true, "\\", false));
        assertThat(condition("nickname = '*x*'")).isEqualTo(wildcard(true, "x", true));
        assertThat(condition("nickname = \"*\"")).isEqualTo(wildcard(true, "", true));
        assertThat(condition("nickname = \"**\"")).isEqualTo(wildcard(true, "", true));
        assertThat(condition("nickname = \"\\*x\\*\"")).isEqualTo(comparison(Attribute.NICKNAME, "*x*"));
        assertThat(condition("nickname = \"*\\*\"")).isEqualTo(wildcard(true, "*", false));
        assertThat(condition("nickname : \"*x\"")).isEqualTo(new Condition.Containment(Attribute.NICKNAME, "*x"));
        assertThat(condition("nickname < \"x*\""))
                .isEqualTo(new Condition.Comparison(Attribute.NICKNAME, Relation.LESS, "x*"));
    }

    @Test
    void textIsComposedAsStoredTextIs() {
        assertThat(condition("first_name = Rene\u0301")).isEqualTo(comparison(Attribute.FIRST_NAME, "Ren\u00e9"));
        assertThat(condition("RENE\u0301")).isEqualTo(new Condition.Mention("REN\u00c9"));
    }

    @Test
    void emailsAreComparedByTheirKeys() {
        assertThat(condition("email = Ann@B\u00dcCHER.test"))
                .isEqualTo(comparison(Attribute.EMAIL, "ann@xn--bcher-kva.test"));
        assertThat(condition("email = \"*@ACME.com\""))
                .isEqualTo(new Condition.Wildcard(Attribute.EMAIL, true, "@ACME.com", false));
        assertThat(condition("email:@Acme.com")).isEqualTo(new Condition.Containment(Attribute.EMAIL, "@Acme.com"));
        assertThat(condition("email > M")).isEqualTo(new Condition.Comparison(Attribute.EMAIL, Relation.GREATER, "m"));
    }

    @Test
    void anEmailIsThatOneWhateverIsInIt() {
        var filter = Filter.email(new Email("Ann*@B\u00dcCHER.test"));

        assertThat(filter).hasToString("email = \"ann\\*@xn--bcher-kva.test\"");
        assertThat(Filter.parse(filter.toString())).isEqualTo(filter);
        assertThat(Filter.parse("email = \"ann\\*@b\u00fccher.test\"")).isEqualTo(filter);
    }

    @Test
    void labelsAreNamedByTheirKeys() {
        for (var filter : List.of("labels.x.y = a", "labels.\"x.y\" = a", "labels.'x.y'=\"a\"")) {
            assertThat(condition(filter)).isEqualTo(comparison(new TextField.Label("x.y"), "a"));
        }
        for (var filter : List.of("labels:team", "labels : \"team\"", "labels.team:*", "labels.\"team\" : *")) {
            assertThat(condition(filter)).isEqualTo(new Condition.LabelPresence("team"));
        }
        assertThat(condition("labels.team : \"*\""))
                .isEqualTo(new Condition.Containment(new TextField.Label("team"), "*"));
        assertThat(condition("labels.a/b = a")).isEqualTo(comparison(new TextField.Label("a/b"), "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00+14:00, 2025-12-31T10:00:00Z",
        "2026-01-01t00:00:00z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.123456789-01:30, 2026-01-01T01:30:00.123456Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
    })
    void timesAreReadWithTheirOffsetsAndCutToMicroseconds(String text, Instant time) {
        var expected = new Condition.TimeComparison(TimeField.CREATE_TIME, Relation.GREATER, time);
        assertThat(condition("create_time > \"" + text + '"')).isEqualTo(expected);
        assertThat(condition("create_time>" + text)).isEqualTo(expected);
    }

    @Test
    void disabledTakesTrueAndFalse() {
        assertThat(Filter.parse("disabled = true")).isEqualTo(Filter.of(new Condition.Disabled()));
        assertThat(Filter.parse("disabled:true")).isEqualTo(Filter.parse("disabled != false"));
        assertThat(Filter.parse("disabled = false")).isEqualTo(Filter.parse("NOT disabled = \"true\""));
    }

    @Test
    void aFilterMayHave64TermsAndBe16Deep() {
        assertThat(Filter.parse("a ".repeat(64)).condition())
                .hasValueSatisfying(condition -> assertThat(condition)
                        .isInstanceOfSatisfying(
                                Condition.And.class,
                                and -> assertThat(and.parts()).hasSize(64)));
        assertThat(Filter.parse("(".repeat(16) + "a" + ")".repeat(16))).hasToString("\"a\"");
    }

    private static Condition condition(String filter) {
        var read = Filter.parse(filter);
        assertThat(Filter.parse(read.toString())).isEqualTo(read);
        return read.condition().orElseThrow();
    }

    private static Condition comparison(TextField field, String text) {
        return new Condition.Comparison(field, Relation.EQUAL, text);
    }

    private static Condition wildcard(boolean openStart, String text, boolean openEnd) {
        return new Condition.Wildcard(Attribute.NICKNAME, openStart, text, openEnd);
    }
}
