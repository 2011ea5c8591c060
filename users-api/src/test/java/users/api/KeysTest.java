package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

    private static final String ID = "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e";

    @Test
    void anIdIsReadInEitherCaseAndPrintedInLowerCase() {
        assertThat(UserId.parse("0198C5F4-7B3A-7CC1-9D1E-2F6A3B4C5D6E")).hasToString(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1-1-1-1-1",
                ID + " ",
                "{" + ID + "}",
                "0198c5f47b3a7cc19d1e2f6a3b4c5d6e",
                ID + "\n",
                "١" + ID
            })
    void whatIsNoIdIsRefused(String text) {
        assertThat(Refusal.of(text, UserId::parse))
                .isEqualTo("must be a UUID such as 0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");
    }

    @Test
    void anAtSignTellsAnEmailFromAnId() {
        assertThat(UserKey.parse("jack@test.com")).isEqualTo(new Email("jack@test.com"));
        assertThat(UserKey.parse(ID)).isEqualTo(UserId.parse(ID));
        assertThat(Refusal.of("jack", UserKey::parse)).startsWith("must be a UUID");
        assertThat(Refusal.of("jack@", UserKey::parse)).startsWith("must have a domain name after the @");
    }

    @Test
    void anEtagIsTheNumberOfAVersion() {
        assertThat(Etag.parse("7")).isEqualTo(new Etag(7)).hasToString("7");
        assertThat(Etag.parse("9".repeat(18)).version()).isEqualTo(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "07", "1 ", "\"1\"", "٣", "9999999999999999999"})
    void whatIsNoEtagIsRefused(String text) {
        assertThat(Refusal.of(text, Etag::parse)).isEqualTo("must be the etag of a user that was read before");
    }

    @Test
    void aCountryIsTwoLettersKeptInUpperCase() {
        assertThat(new CountryCode("gb")).isEqualTo(new CountryCode("GB")).hasToString("GB");
        assertThat(new CountryCode("BU")).hasToString("BU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GBR", "G1", " GB", "ÄB", "ＧＢ", "GB\n"})
    void whatIsNoCountryIsRefused(String text) {
        assertThat(Refusal.of(text, CountryCode::new)).isEqualTo("must be two letters, such as GB");
    }
}
