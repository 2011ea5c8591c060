package users.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PasswordTest {

    @Test
    void aPasswordPrintsAsHidden() {
        assertThat(new Password("jack-test-pw")).hasToString("[hidden]");
    }

    @Test
    void aPasswordIsTakenAsItIsButForItsComposition() {
        assertThat(characters(new Password(" Gru\u0308n Zaun ９"))).isEqualTo(" Gr\u00FCn Zaun ９");
    }

    @Test
    void aClosedPasswordIsWiped() {
        var password = new Password("jack-test-pw");
        password.close();
        assertThat(characters(password)).isEqualTo("\0".repeat(12));
    }

    @Test
    void lengthsAreCountedInCodePointsOfTheComposedForm() {
        assertThat(new Password("e\u0301😀").length()).isEqualTo(2);
        assertThat(new Password("😀".repeat(1024)).length()).isEqualTo(1024);
        assertThat(Refusal.of("😀".repeat(1025), Password::new))
                .isEqualTo("must be at most 1,024 characters, not 1,025");
    }

    @Test
    void whatIsNoPasswordIsRefusedWithoutRepeatingIt() {
        assertThat(Refusal.of("", Password::new)).isEqualTo("must not be empty");
        assertThat(Refusal.of("secret\0", Password::new))
                .isEqualTo("must not have control characters or line breaks (U+0000)");
        assertThat(Refusal.of("secret\uD83D", Password::new))
                .isEqualTo("must be well-formed Unicode, without lone surrogates");
    }

    @Test
    void aPolicyAsksForALength() {
        assertThat(new PasswordPolicy(6).password("pw-six").length()).isEqualTo(6);
        assertThat(Refusal.of("short", new PasswordPolicy(6)::password)).isEqualTo("must be at least 6 characters");
        assertThat(PasswordPolicy.ANY.password("x").length()).isEqualTo(1);
    }

    @Test
    void aPolicyMayRefuseTheMostCommonPasswords() {
        var policy = new PasswordPolicy(6, true);

        for (var common : List.of("123456", "Password1", "QWERTYUIOP")) {
            assertThat(Refusal.of(common, policy::password))
                    .isEqualTo("must not be one of the most common passwords, which are guessed first:"
                            + " put several words together");
            assertThat(new PasswordPolicy(6).password(common).length()).isEqualTo(common.length());
        }
        assertThat(policy.password("Grün-Zaun-9").length()).isEqualTo(11);
        assertThat(policy.password("# Permission is hereby granted").length()).isEqualTo(30);
    }

    @Test
    void aPolicyCountsTheComposedText() {
        assertThat(Refusal.of("u\u0308".repeat(5), new PasswordPolicy(6)::password))
                .isEqualTo("must be at least 6 characters");
    }

    private static String characters(Password password) {
        return password.reveal(String::new);
    }
}
