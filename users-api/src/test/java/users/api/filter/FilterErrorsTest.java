package users.api.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.InvalidValueException;

/** A filter that is none is refused at a character, with what was expected there. */
final class FilterErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            contry = GB            | has no field "contry" at character 1; did you mean country?
            COUNTRY = GB           | has no field "COUNTRY" at character 1; did you mean country?
            𝔘 label.x = 1          | has no field "label.x" at character 3; did you mean labels.KEY?
            labels. = 1            | has no field "labels." at character 1; did you mean labels.KEY?
            password = x           | has no field "password" at character 1; there are id, first_name, last_name, nickname, email, country, disabled, create_time, update_time, labels and labels.KEY
            email =~ b             | has no operator "=~" at character 7: there are = != < <= > >= and :
            nickname == b          | has no operator "==" at character 10: there are = != < <= > >= and :
            nickname ! b           | has no operator "!" at character 10: there are = != < <= > >= and :
            nickname =             | ends at character 11, where a value for nickname was expected
            (nickname = )          | has ")" at character 13, where a value for nickname was expected
            nickname = a = b       | has "=" at character 14, where a term such as country = "GB" was expected
            "nickname" = a         | has an operator at character 12 behind a quoted text: a field's name stands there, without quotes
            labels."a" b           | has "b" at character 12, where one of = != < <= > >= : was expected
            labels : *             | has no value for labels at character 10: it must have keys of 1 to 63 ASCII letters, digits and . _ - /, with a letter or digit first and last, not "*"
            labels."a!" = x        | has no value for labels at character 8: it must have keys of 1 to 63 ASCII letters, digits and . _ - /, with a letter or digit first and last, not "a!"
            labels.x_ = x          | has no value for labels at character 8: it must have keys of 1 to 63 ASCII letters, digits and . _ - /, with a letter or digit first and last, not "x_"
            labels = team          | has = at character 8: labels takes : and a key, and labels.KEY all of them
            nickname = "a          | has a quote at character 12 that is not closed
            nickname = 'a"         | has a quote at character 12 that is not closed
            (a OR b                | has a ( at character 1 without its )
            a) b                   | has a ) at character 2 without its (
            ()                     | has ")" at character 2, where a term such as country = "GB" was expected
            AND a                  | has "AND" at character 1, where a term such as country = "GB" was expected
            a AND                  | ends at character 6, where a term such as country = "GB" was expected
            a OR OR b              | has "OR" at character 6, where a term such as country = "GB" was expected
            NOT NOT a              | has "NOT" at character 5, where a term such as country = "GB" was expected
            --a                    | has "-a" at character 2, where a term such as country = "GB" was expected
            = a                    | has "=" at character 1, where a term such as country = "GB" was expected
            a and b                | has and at character 3: write AND, or "and" in quotes to look for the word
            Or                     | has Or at character 1: write OR, or "Or" in quotes to look for the word
            not a                  | has not at character 1: write NOT, or "not" in quotes to look for the word
            has(a, "b")            | has a function "has" at character 1, and there are none
            nickname = "a*b"       | has a * at character 14 inside a text: it stands for anything first and last alone, \\* is itself
            nickname = "a\\n"      | has a \\ at character 14 that stands before none of \\ * " and ': write \\\\ for itself
            email = ann            | has no value for email at character 9: it must have exactly one @, such as ann@example.com; email : finds parts of addresses
            country = GBR          | has no value for country at character 11: it must be two letters, such as GB
            id = 1                 | has no value for id at character 6: it must be a UUID such as 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e
            id : 1                 | has : at character 4: id takes = != < <= > and >=
            create_time : 1        | has : at character 13: create_time takes = != < <= > and >=
            disabled < true        | has < at character 10: disabled takes = != and :
            disabled = yes         | has no value for disabled at character 12: it must be true or false
            """)
    void theMessageSaysWhereAndWhatWasExpected(String filter, String message) {
        assertThat(refusal(filter)).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000-01-01T00:00:00Z",
                "0000-12-31T00:00:00Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2026-02-30",
                "2026-06-30T23:59:60Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00Z",
                "2026-1-1",
                "yesterday",
                "",
            })
    void whatIsNoTimeOfTheYears1To9999IsRefusedAtItsCharacter(String time) {
        assertThat(refusal("a create_time > \"" + time + '"'))
                .isEqualTo(
                        "has no value for create_time at character 17: it must be a date such as 2026-01-31 or a time"
                                + " such as 2026-01-31T12:00:00Z, with its offset, in the years 1 to 9999");
    }

    @Test
    void whatNoTextHoldsIsRefused() {
        assertThat(refusal("a\0"))
                .isEqualTo("must not have lone surrogates, nor control characters but tabs and line breaks (U+0000 at"
                        + " character 2)");
        assertThat(refusal("\uD83D")).contains("U+D83D at character 1");
    }

    @Test
    void sizeIsBounded() {
        assertThat(refusal("ä".repeat(2049))).isEqualTo("must be at most 4,096 bytes");
        assertThat(Filter.parse("ä".repeat(2047)).toString()).hasSize(2049);
        assertThat(refusal("\"" + "*".repeat(4094) + '"'))
                .isEqualTo("must be at most 4,096 bytes, in its canonical form too");
        assertThat(refusal("a ".repeat(65))).isEqualTo("must have at most 64 terms; another one is at character 129");
        assertThat(refusal("(".repeat(17) + "a"))
                .isEqualTo("must not have parentheses more than 16 deep, as at character 17");
        assertThat(refusal("(".repeat(4096))).startsWith("must not have parentheses more than 16 deep");
        assertThat(refusal("NOT ".repeat(1024))).contains("at character 5");
    }

    @Test
    void whatIsEchoedIsShortAndPrintable() {
        assertThat(refusal("x\u202E".repeat(1000) + " = 1"))
                .startsWith("has no field \"" + "x?".repeat(20) + "...\" at character 1");
    }

    private static String refusal(String filter) {
        var thrown = org.assertj.core.api.Assertions.catchThrowableOfType(
                InvalidValueException.class, () -> Filter.parse(filter));
        assertThat(thrown).as(filter).isNotNull();
        return thrown.getMessage();
    }
}
