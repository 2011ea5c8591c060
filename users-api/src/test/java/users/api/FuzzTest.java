package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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
            UserFilter::parse,
            UserId::parse,
            UserKey::parse);

    @Property(tries = 3000)
    void aTypeTakesATextOrRefusesIt(@ForAll("texts") String text) {
        assertThat(TYPES).allSatisfy(type -> {
            try {
                assertThat(type.apply(text)).isNotNull();
            } catch (InvalidValueException refusal) {
                assertThat(refusal.getMessage()).matches("(must|has) [^\n\0]+[^.]");
            }
        });
    }

    @Provide
    Arbitrary<String> texts() {
        var anything = Arbitraries.strings().ofMaxLength(300);
        var pieces = Arbitraries.of(
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
                        "\uDBFF\uDFFF")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
        var addresses = anything.map(text -> "a@" + text);
        return Arbitraries.oneOf(anything, pieces, addresses);
    }
}
