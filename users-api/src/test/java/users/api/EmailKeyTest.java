package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailKeyTest {

    private static final int TRIES = 1000;
    private static final Samples.Source<String> LETTERS = Samples.anyOf(List.of(
            Samples.letter('a', 'z'),
            Samples.oneOf("é", "e\u0301", "ß", "ẞ", "İ", "ı", "I", "Σ", "ς", "σ", "\u212A", "ſ", "Ǆ", "Ⱥ", "例"),
            Samples.letter(0x80, 0x10FFFF)));
    private static final Samples.Source<String> LOCAL_PARTS = Samples.joined(LETTERS, "", 1, 12);
    private static final Samples.Source<String> DOMAINS = Samples.joined(Samples.joined(LETTERS, "", 1, 6), ".", 1, 3);

    @ParameterizedTest
    @CsvSource({
        "INFO@x.test, info@X.TEST",
        "zoe\u0308@x.test, ZO\u00CB@x.test",
        "\u212Aelvin@x.test, kelvin@x.test",
        "ΝΙΚΟΣ@x.test, νικος@x.test",
        "ΝΙΚΟΣ@x.test, νικοσ@x.test",
        "ẞ@x.test, ß@x.test",
        "ann@BÜCHER.example, ann@xn--bcher-kva.example",
        "ann@bu\u0308cher.example, ann@XN--BCHER-KVA.example",
        "ann@例子。广告, ann@xn--fsqu00a.xn--4rr70v",
        "ann@\uA640.example, ann@\uA641.example",
        "ann@ｅｘａｍｐｌｅ.com, ann@example.com"
    })
    void spellingsThatCountAsTheSame(String one, String other) {
        assertThat(key(one)).isEqualTo(key(other));
    }

    @ParameterizedTest
    @CsvSource({
        "info@x.test, ınfo@x.test",
        "info@x.test, İnfo@x.test",
        "ınfo@x.test, İnfo@x.test",
        "straße@x.test, STRASSE@x.test",
        "zoe@x.test, zoë@x.test",
        "a.b@x.test, ab@x.test",
        "ann@x.test, ann+news@x.test",
        "аnn@x.test, ann@x.test"
    })
    void spellingsThatCountAsDifferent(String one, String other) {
        assertThat(key(one)).isNotEqualTo(key(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az", "lt", "el", "ar-EG", "de"})
    void theLocaleOfTheProcessHasNoSay(String language) {
        var usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(key("INFO@X.TEST")).isEqualTo("info@x.test");
            assertThat(key("İnfo@x.test")).isEqualTo("i\u0307nfo@x.test");
            assertThat(new CountryCode("gi")).hasToString("GI");
            assertThat(Refusal.of("x".repeat(1025), Password::new))
                    .isEqualTo("must be at most 1,024 characters, not 1,025");
            assertThat(Refusal.of("a".repeat(65) + "@b", Email::new))
                    .isEqualTo("must have at most 64 bytes before the @, in lower case too");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void aKeyIsAValidAddressAndItsOwnKey() {
        Samples.forAll(TRIES, EmailKeyTest::email, email -> {
            assertThat(new Email(email.key())).hasToString(email.key());
            assertThat(key(email.key())).isEqualTo(email.key());
        });
    }

    @Test
    void compositionIsOfNoAccount() {
        Samples.forAll(
                TRIES,
                EmailKeyTest::email,
                email -> assertThat(key(Normalizer.normalize(email.value(), Normalizer.Form.NFD)))
                        .isEqualTo(email.key()));
    }

    @Test
    void caseIsOfNoAccount() {
        Samples.forAll(TRIES, EmailKeyTest::email, email -> {
            var upper = upperCase(email.value());
            read(upper).ifPresent(other -> assertThat(other.key()).isEqualTo(email.key()));
            assertThat(key(email.value().toLowerCase(Locale.ROOT))).isEqualTo(email.key());
        });
    }

    private static Email email(Random random) {
        return Stream.generate(() -> LOCAL_PARTS.apply(random) + "@" + DOMAINS.apply(random))
                .flatMap(address -> read(address).stream())
                .findFirst()
                .orElseThrow();
    }

    /** Each letter in upper case where it has exactly one, whose lower case it is. */
    private static String upperCase(String text) {
        return text.codePoints()
                .map(letter -> {
                    int upper = Character.toUpperCase(letter);
                    return Character.toLowerCase(upper) == letter ? upper : letter;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Optional<Email> read(String address) {
        try {
            return Optional.of(new Email(address));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static String key(String address) {
        return new Email(address).key();
    }
}
