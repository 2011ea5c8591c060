package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever text comes in, a type takes it or refuses it; nothing else is thrown. */
final class FuzzTest {

    private static final List<Function<String, ?>> TYPES = List.of(
            CountryCode::new,
            Email::new,
            Etag::parse,
            Nickname::new,
            Password::new,
            new PasswordPolicy(6)::password,
            PersonName::new,
            UserId::parse,
            UserOrder::parse,
            UserKey::parse);

    private static final Samples.Source<String> ANYTHING =
            Samples.joined(random -> Character.toString(random.nextInt(0x110000)), "", 0, 300);
    private static final Samples.Source<String> PIECES = Samples.joined(
            Samples.oneOf(
                    "@",
                    ".",
                    "..",
                    "a",
                    "xn--",
                    "xn--a",
                    "-",
                    "\u0301",
                    "\uD83D",
                    "\uDE00",
                    "\0",
                    "例",
                    "country",
                    "=",
                    "\"",
                    " ",
                    "GB",
                    "\u3002",
                    "0198c5f4",
                    "İ",
                    "ß",
                    "\u200B",
                    "\u2028",
                    "\uFFFF",
                    "\uDBFF\uDFFF"),
            "",
            0,
            40);

    @Test
    void aTypeTakesATextOrRefusesIt() {
        Samples.forAll(3000, Samples.anyOf(List.of(ANYTHING, PIECES, FuzzTest::address)), FuzzTest::check);
    }

    private static String address(Random random) {
        return "a@" + ANYTHING.apply(random);
    }

    private static void check(String text) {
        assertThat(TYPES).allSatisfy(type -> {
            try {
                assertThat(type.apply(text)).isNotNull();
            } catch (InvalidValueException refusal) {
                assertThat(refusal.getMessage()).matches("(must|has) [^\n\0]+[^.]");
            }
        });
    }
}
