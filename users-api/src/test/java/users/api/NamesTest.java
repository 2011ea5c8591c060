package users.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    private static final String FAMILY = "👩‍👩‍👧‍👦";

    @Test
    void whiteSpaceAroundANameIsDropped() {
        assertThat(new PersonName("  Mary Ann\t\n")).hasToString("Mary Ann");
        assertThat(new Nickname("\u2003mary\u3000")).hasToString("mary");
    }

    @Test
    void namesAreKeptInTheirComposedForm() {
        assertThat(new PersonName("Zoe\u0308")).isEqualTo(new PersonName("Zo\u00EB"));
        assertThat(new PersonName("Zoe\u0308").value()).isEqualTo("Zo\u00EB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"✅ Ann", FAMILY, "🇬🇧", "日本", "नमस्ते", "عمر", "O'Neil, Jr.", "<b>"})
    void anyScriptIsANameToBeKeptAsItIs(String name) {
        assertThat(new PersonName(name).value()).isEqualTo(name);
        assertThat(new Nickname(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u3000"})
    void anEmptyNameIsRefused(String name) {
        assertThat(Refusal.of(name, PersonName::new)).isEqualTo("must not be empty");
        assertThat(Refusal.of(name, Nickname::new)).isEqualTo("must not be empty");
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        assertThat(new PersonName("😀".repeat(200)).value()).hasSize(400);
        assertThat(new Nickname("😀".repeat(64)).value()).hasSize(128);
        assertThat(Refusal.of("😀".repeat(201), PersonName::new)).isEqualTo("must be at most 200 characters, not 201");
        assertThat(Refusal.of("😀".repeat(65), Nickname::new)).isEqualTo("must be at most 64 characters, not 65");
    }

    @Test
    void lengthsAreThoseOfTheComposedForm() {
        assertThat(new Nickname("e\u0301".repeat(64)).value()).hasSize(64);
        // Four code points each when decomposed, as long as it gets.
        assertThat(new Nickname("α\u0313\u0300\u0345".repeat(64)).value()).isEqualTo("ᾂ".repeat(64));
    }

    @Test
    void theLongestNameIsRefusedAtOnce() {
        // Composing that many marks takes minutes.
        var marks = "a" + "\u0301".repeat(500_000) + "\u0323".repeat(500_000);
        var refusal = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Refusal.of(marks, PersonName::new));
        assertThat(refusal).isEqualTo("must be at most 200 characters, not 1,000,001");
    }

    @Test
    void controlCharactersAreRefusedByName() {
        assertThat(Refusal.of("A\u0000nn", PersonName::new))
                .isEqualTo("must not have control characters or line breaks (U+0000)");
        assertThat(Refusal.of("A\u001B[31mnn", PersonName::new))
                .isEqualTo("must not have control characters or line breaks (U+001B)");
        assertThat(Refusal.of("A\nnn", Nickname::new))
                .isEqualTo("must not have control characters or line breaks (U+000A)");
        assertThat(Refusal.of("A\u0085nn", Nickname::new))
                .isEqualTo("must not have control characters or line breaks (U+0085)");
        assertThat(Refusal.of("A\u2028nn", Nickname::new))
                .isEqualTo("must not have control characters or line breaks (U+2028)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "Ann\uD83D", "\uDE00\uD83D"})
    void loneSurrogatesAreRefused(String name) {
        assertThat(Refusal.of(name, PersonName::new)).isEqualTo("must be well-formed Unicode, without lone surrogates");
    }
}
