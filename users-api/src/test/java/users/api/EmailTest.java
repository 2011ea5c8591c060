package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailTest {

    private static final String ONE_AT = "must have exactly one @, such as ann@example.com";
    private static final String DOTS = "must not have a dot first, last or twice in a row before the @";
    private static final String DOMAIN = "must have a domain name after the @, such as example.com";
    private static final String LABELS =
            DOMAIN + ": labels of letters, digits and inner hyphens, joined by single dots";
    private static final String LOCAL_BYTES = "must have at most 64 bytes before the @, in lower case too";
    private static final String BYTES = "must be at most 254 bytes, in lower case and with its domain in IDN form too";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jack@test.com",
                "Jack.Hughes+news@Sub.Test.COM",
                "a@b",
                "root@localhost",
                "!#$%&'*+-/=?^_`{|}~@example.com",
                "1@2.3",
                "ann@xn--bcher-kva.example",
                "ann@a--b.example",
                "grün@bücher.example",
                "用户@例子.广告",
                "ಬೆಂಬಲ@ಡೇಟಾಮೇಲ್.ಭಾರತ",
                "अजय@डाटा.भारत",
                "квіточка@пошта.укр",
                "θσερ@εχαμπλε.ψομ",
                "👩@example.com"
            })
    void anAddressIsKeptAsTyped(String address) {
        assertThat(new Email(address)).hasToString(address);
    }

    @Test
    void anAddressIsComposed() {
        assertThat(new Email("zoe\u0308@example.com").value()).isEqualTo("zo\u00EB@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "ann@@example.com", "ann@b@c", "@@"})
    void anAddressHasOneAtSign(String address) {
        assertThat(Refusal.of(address, Email::new)).isEqualTo(ONE_AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {".ann@example.com", "ann.@example.com", "a..n@example.com", ".@example.com"})
    void dotsBeforeTheAtSignStandAlone(String address) {
        assertThat(Refusal.of(address, Email::new)).isEqualTo(DOTS);
    }

    @Test
    void somethingStandsBeforeTheAtSign() {
        assertThat(Refusal.of("@example.com", Email::new)).isEqualTo("must have something before the @");
    }

    @ParameterizedTest
    @ValueSource(chars = {'"', '(', ')', ',', ':', ';', '<', '>', '[', ']', '\\'})
    void specialCharactersAreRefusedByName(char special) {
        assertThat(Refusal.of("an" + special + "n@example.com", Email::new))
                .isEqualTo("must not have " + special + " before the @");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@.", "ann@..", "ann@a..b", "ann@.example.com", "ann@ex\uFFFEample.com"})
    void whatIsNoDomainIsRefused(String address) {
        assertThat(Refusal.of(address, Email::new)).startsWith(DOMAIN).doesNotContain("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@",
                "ann@example.com.",
                "ann@-example.com",
                "ann@example-.com",
                "ann@exam_ple.com",
                "ann@[127.0.0.1]",
                "ann@exam!ple.com",
                "ann@ａ＠ｂ.com"
            })
    void theLabelsOfADomainAreChecked(String address) {
        assertThat(Refusal.of(address, Email::new)).isEqualTo(LABELS);
    }

    @Test
    void aLabelHasSixtyThreeBytesAtMost() {
        assertThat(new Email("ann@" + "a".repeat(63) + ".com").value()).hasSize(71);
        assertThat(Refusal.of("ann@" + "a".repeat(64) + ".com", Email::new)).startsWith(DOMAIN);
    }

    @Test
    void theLocalPartHasSixtyFourBytesAtMost() {
        assertThat(new Email("a".repeat(64) + "@example.com").value()).hasSize(76);
        assertThat(new Email("é".repeat(32) + "@example.com").value()).hasSize(44);
        assertThat(Refusal.of("a".repeat(65) + "@example.com", Email::new)).isEqualTo(LOCAL_BYTES);
        assertThat(Refusal.of("é".repeat(33) + "@example.com", Email::new)).isEqualTo(LOCAL_BYTES);
    }

    @Test
    void theKeyOfAnAddressIsAsShortAsAnAddress() {
        // İ has two bytes, its lower case i with a dot above has three.
        assertThat(Refusal.of("İ".repeat(32) + "@example.com", Email::new)).isEqualTo(LOCAL_BYTES);
        // ü has two bytes, its IDN form xn--tda has seven.
        assertThat(Refusal.of("ann@" + "ü.".repeat(60) + "com", Email::new)).isEqualTo(BYTES);
    }

    @Test
    void anAddressHasTwoHundredAndFiftyFourBytesAtMost() {
        var domain = ".abcdefghi".repeat(24).substring(1);
        assertThat(new Email("a".repeat(14) + "@" + domain).value()).hasSize(254);
        assertThat(Refusal.of("a".repeat(15) + "@" + domain, Email::new)).isEqualTo(BYTES);
        assertThat(Refusal.of("ann@" + "例".repeat(1_000_000), Email::new)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "0000, white space or control characters",
        "0009, white space or control characters",
        "000A, white space or control characters",
        "0020, white space or control characters",
        "007F, white space or control characters",
        "0085, white space or control characters",
        "00A0, white space or control characters",
        "2028, white space or control characters",
        "3000, white space or control characters",
        "034F, white space or control characters",
        "115F, white space or control characters",
        "1160, white space or control characters",
        "17B4, white space or control characters",
        "180B, white space or control characters",
        "3164, white space or control characters",
        "FE0F, white space or control characters",
        "FFA0, white space or control characters",
        "E0100, white space or control characters",
        "00AD, invisible characters",
        "200B, invisible characters",
        "200D, invisible characters",
        "202E, invisible characters",
        "2060, invisible characters",
        "FEFF, invisible characters",
        "E0041, invisible characters"
    })
    void whatCannotBeSeenIsRefusedByName(String hexadecimal, String kind) {
        var character = Character.toString(Integer.parseInt(hexadecimal, 16));
        var refusal = "must not have " + kind + " (U+" + hexadecimal + ")";
        assertThat(Refusal.of(character + "ann@example.com", Email::new)).isEqualTo(refusal);
        assertThat(Refusal.of("ann@exam" + character + "ple.com", Email::new)).isEqualTo(refusal);
    }

    @Test
    void loneSurrogatesAreRefused() {
        assertThat(Refusal.of("ann\uD83D@example.com", Email::new))
                .isEqualTo("must be well-formed Unicode, without lone surrogates");
    }
}
