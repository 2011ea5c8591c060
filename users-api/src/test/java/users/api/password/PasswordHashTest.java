package users.api.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import users.api.InvalidValueException;
import users.api.Samples;

class PasswordHashTest {

    private static final String SALT = "c29tZXNhbHQtMDEyMzQ1Ng";
    private static final String DIGEST = "A".repeat(43);
    private static final String BCRYPT = "abcdefghijklmnopqrstuunNqnzF4CiO17ldGS8TGQj8KaC58ESfK";

    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "+5", "08", "31", "4194304", "999999999", "2147483648", "9".repeat(30), "٣", "");

    static Stream<String> hashes() {
        return Stream.of(
                "$2a$04$" + BCRYPT,
                "$2b$12$" + BCRYPT,
                "$2y$14$" + BCRYPT,
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + DIGEST,
                "$argon2i$v=16$m=65536,t=8,p=4$" + SALT + "$" + "A".repeat(22),
                "$argon2d$m=512,t=100,p=64$" + SALT + "$" + "A".repeat(86),
                "$scrypt$ln=16,r=8,p=1$" + SALT + "$" + DIGEST,
                "$scrypt$ln=14,r=8,p=8$" + SALT + "$" + "A".repeat(86),
                "$pbkdf2$i=2000000,l=20$" + SALT + "$" + "A".repeat(27),
                "$pbkdf2-sha256$i=600000$" + SALT + "$" + DIGEST,
                "$pbkdf2-sha512$i=1000000,l=64$" + SALT + "$" + "A".repeat(86),
                "$pbkdf2$131000$Zm9v.mFy$" + "A".repeat(27),
                "$pbkdf2-sha256$29000$Zm9v.mFy$" + "." + DIGEST.substring(1),
                "pbkdf2_sha256$1200000$sea-salt" + "$" + DIGEST + "=",
                "pbkdf2_sha1$1$+/=.$" + "A".repeat(27) + "=",
                "$5$a$" + "./az09AZ".repeat(5) + "..D",
                "$5$rounds=1000$0123456789abcdef$" + "." + "z".repeat(41) + ".",
                "$6$rounds=1000000$a.b/c$" + "z".repeat(85) + "1");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void aHashOfEachFormIsTakenAndHidden(String text) {
        var hash = PasswordHash.imported(text);

        assertThat(hash.text()).isEqualTo(text);
        assertThat(hash).isEqualTo(PasswordHash.stored(text)).hasSameHashCodeAs(PasswordHash.stored(text));
        assertThat(hash).hasToString("[hidden]");
        assertThat(hash.form().toString()).contains("salt=[hidden], digest=[hidden]");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void aHashThatIsCutOrHasSomethingAroundItIsRefused(String text) {
        List<UnaryOperator<String>> damages = List.of(
                whole -> whole.substring(0, whole.length() - 1),
                whole -> whole.substring(0, whole.length() - 2),
                whole -> whole.substring(0, whole.lastIndexOf('$')),
                whole -> whole.substring(0, whole.lastIndexOf('$') + 1),
                whole -> whole.substring(1),
                whole -> whole + "\n",
                whole -> whole + "\r",
                whole -> whole + " ",
                whole -> " " + whole,
                whole -> whole + "\0",
                whole -> whole + "A",
                whole -> whole + "=",
                whole -> whole + "$",
                whole -> whole.replaceFirst("(?s).$", "ä"),
                whole -> whole.replaceFirst("\\$", "\\$\\$"));
        assertThat(damages)
                .allSatisfy(damage -> assertThat(refusal(damage.apply(text))).doesNotContain("A".repeat(10), "abcdef"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$2x$05$abcdefghijklmnopqrstuunNqnzF4CiO17ldGS8TGQj8KaC58ESfK. | must not be a $2x$ hash",
                "$2b$15$<bcrypt> | must be a hash with a cost of 14 at most, not 15",
                "$2b$31$<bcrypt> | must be a hash with a cost of 14 at most, not 31",
                "$2b$03$<bcrypt> | (cost 04 to 31)",
                "$2b$32$<bcrypt> | (cost 04 to 31)",
                "$2b$4$<bcrypt> | must be a whole hash in the exact form $2b$12$",
                "$2$10$<bcrypt> | must be a whole hash in the exact form $2b$12$",
                "$argon2id$v=19$m=4194304,t=1,p=1$<salt>$<hash> | with m=65,536 at most, not 4,194,304",
                "$argon2id$v=19$m=65536,t=9,p=1$<salt>$<hash> | with m × t = 524,288 at most, not 589,824",
                "$argon2id$v=19$m=8,t=101,p=1$<salt>$<hash> | with t=100 at most, not 101",
                "$argon2id$v=19$m=65536,t=1,p=65$<salt>$<hash> | with p=64 at most, not 65",
                "$argon2id$v=19$m=31,t=1,p=4$<salt>$<hash> | with m=32 at least for its p",
                "$argon2id$v=18$m=32,t=1,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2id$v=19$m=32,t=0,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2id$v=19$m=032,t=1,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2id$v=19$m=+32,t=1,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2id$v=19$m=4294967328,t=1,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2id$v=19$t=1,m=32,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2ix$v=19$m=32,t=1,p=1$<salt>$<hash> | in the exact form $argon2id$v=19$",
                "$argon2id$v=19$m=32,t=1,p=1$c2FsdA$<hash> | whose salt has 8 to 64 bytes",
                "$argon2id$v=19$m=32,t=1,p=1$<salt>$AAAAAAAAAAA | whose hash has 12 to 64 bytes",
                "$argon2id$v=19$m=32,t=1,p=1$<salt>$AAAAAAAAAAAAAAAAAAAAAB | whole base64",
                "$scrypt$ln=17,r=8,p=1$<salt>$<hash> | with memory in KiB = 65,536 at most, not 131,072",
                "$scrypt$ln=16,r=8,p=3$<salt>$<hash> | with N × r × p = 1,048,576 at most, not 1,572,864",
                "$scrypt$ln=31,r=1,p=1$<salt>$<hash> | with ln=30 at most, not 31",
                "$scrypt$ln=1,r=33,p=1$<salt>$<hash> | with r=32 at most, not 33",
                "$scrypt$ln=1,r=1,p=17$<salt>$<hash> | with p=16 at most, not 17",
                "$scrypt$ln=0,r=1,p=1$<salt>$<hash> | in the exact form $scrypt$ln=16",
                "$pbkdf2-sha256$i=2000001$<salt>$<hash> | with iterations: 2,000,000 at most, not 2,000,001",
                "$pbkdf2-sha1$i=1000001$<salt>$<hash> | with iterations: 1,000,000 at most, not 1,000,001",
                "$pbkdf2-sha512$i=1000001$<salt>$<hash> | with iterations: 1,000,000 at most, not 1,000,001",
                "$pbkdf2-sha256$i=1,l=31$<salt>$<hash> | whose last part has 31 bytes, not 32",
                "$pbkdf2-sha512$25000$<salt>$<hash> | whose last part has 64 bytes, not 32",
                "$pbkdf2-md5$25000$<salt>$<hash> | in the exact form $pbkdf2-sha256$600000",
                "$pbkdf2-sha256$0$<salt>$<hash> | in the exact form $pbkdf2-sha256$600000",
                "pbkdf2_sha256$1$a$b$<hash>= | in the exact form pbkdf2_sha256$1200000",
                "pbkdf2_sha512$1$salt$<hash>= | in the exact form pbkdf2_sha256$1200000",
                "$5$rounds=1000001$salt$<sha> | with rounds=1,000,000 at most, not 1,000,001",
                "$5$rounds=999$salt$<sha> | in the exact form $5$rounds=535000",
                "$5$saltsaltsaltsaltx$<sha> | in the exact form $5$rounds=535000",
                "$5$$<sha> | in the exact form $5$rounds=535000",
                "$6$salt$<sha> | in the exact form $6$rounds=656000",
                "$1$salt$<sha> | of bcrypt, Argon2, scrypt, PBKDF2 or SHA-crypt",
                "`` | of bcrypt, Argon2, scrypt, PBKDF2 or SHA-crypt"
            })
    void whatCannotBeCheckedOrCostsTooMuchIsRefusedByName(String template, String reason) {
        var text = template.replace("<bcrypt>", BCRYPT)
                .replace("<salt>", SALT)
                .replace("<hash>", DIGEST)
                .replace("<sha>", "a".repeat(42) + ".");

        assertThat(refusal(text)).contains(reason).doesNotContain(SALT, DIGEST, "abcdef");
    }

    @Test
    void aLongTextIsRefusedUnread() {
        assertThat(refusal("$argon2id$".repeat(100_000))).isEqualTo("must be a hash of at most 512 characters");
    }

    @Test
    void whatIsStoredMayCostMore() {
        assertThat(PasswordHash.stored("$2b$31$" + BCRYPT).form())
                .isInstanceOfSatisfying(
                        HashForm.Bcrypt.class,
                        bcrypt -> assertThat(bcrypt.cost()).isEqualTo(31));
        assertThat(PasswordHash.stored("$argon2id$v=19$m=1048576,t=100,p=64$" + SALT + "$" + DIGEST)
                        .form()
                        .memory())
                .isEqualTo(1_048_576);
    }

    @Test
    void aChangedHashIsTakenOrRefused() {
        var samples = hashes().toList();
        Samples.Source<String> changed = random -> {
            var text = samples.get(random.nextInt(samples.size()));
            for (int times = random.nextInt(3); times >= 0; times--) {
                text = changed(text, random);
            }
            return text;
        };
        Samples.forAll(20_000, changed, text -> {
            try {
                assertThat(PasswordHash.imported(text).form().memory()).isLessThanOrEqualTo(65_536);
            } catch (InvalidValueException refusal) {
                assertThat(refusal.getMessage()).matches("must [^\n\0]+[^.]").hasSizeLessThan(200);
            }
        });
    }

    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(4));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + Character.toString(random.nextInt(1, 0x180)) + text.substring(end);
            case 1 -> text.substring(0, at) + text.substring(end);
            default ->
                text.replaceFirst("[0-9]+(?=[,$].{" + at / 2 + "})", NUMBERS.get(random.nextInt(NUMBERS.size())));
        };
    }

    private static String refusal(String text) {
        var refusal = catchThrowableOfType(InvalidValueException.class, () -> PasswordHash.imported(text));
        assertThat(refusal).as("refusal of %s", text).isNotNull();
        return refusal.getMessage();
    }
}
