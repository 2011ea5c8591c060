package users.api.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import users.api.InvalidValueException;
import users.api.Samples;

final class FilterFuzzTest {

    private static final Samples.Source<String> ANYTHING =
            Samples.joined(random -> Character.toString(random.nextInt(0x110000)), "", 0, 300);
    private static final Samples.Source<String> PIECES = Samples.joined(
            Samples.oneOf(
                    "country",
                    "labels",
                    "labels.",
                    "nickname",
                    "create_time",
                    "email",
                    "id",
                    "AND",
                    "or",
                    "OR",
                    "NOT",
                    "-",
                    "(",
                    ")",
                    "=",
                    "!=",
                    "<",
                    ">=",
                    ":",
                    "~",
                    "\"",
                    "'",
                    "*",
                    "\\",
                    "\\*",
                    " ",
                    "2026-01-01",
                    "true",
                    "a@b.c",
                    "\u0301",
                    "\ud83d",
                    "\ude00",
                    "\0",
                    "\u00a0",
                    ",",
                    "."),
            "",
            0,
            60);

    @Test
    void aPrintedFilterReadsAsItself() {
        Samples.forAll(
                5000,
                FilterSamples::filter,
                filter -> assertThat(Filter.parse(filter.toString())).isEqualTo(filter));
    }

    @Test
    void whateverComesIsReadOrRefused() {
        Samples.forAll(5000, Samples.anyOf(List.of(ANYTHING, PIECES, FilterFuzzTest::mutated)), FilterFuzzTest::check);
    }

    private static String mutated(Random random) {
        var filter = new StringBuilder(FilterSamples.filter(random).toString());
        for (int i = random.nextInt(1, 4); i > 0 && !filter.isEmpty(); i--) {
            int at = random.nextInt(filter.length());
            switch (random.nextInt(3)) {
                case 0 -> filter.deleteCharAt(at);
                case 1 -> filter.insert(at, PIECES.apply(random));
                default -> filter.setCharAt(at, filter.charAt(random.nextInt(filter.length())));
            }
        }
        return filter.toString();
    }

    private static void check(String text) {
        Filter filter;
        try {
            filter = Filter.parse(text);
        } catch (InvalidValueException refusal) {
            assertThat(refusal.getMessage())
                    .matches("(must|has|ends) [\\x20-\\x7E]+[^.]")
                    .hasSizeLessThan(400);
            return;
        }
        assertThat(Filter.parse(filter.toString())).isEqualTo(filter);
    }
}
