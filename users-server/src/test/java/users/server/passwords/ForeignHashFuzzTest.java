package users.server.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.InvalidValueException;
import users.api.Password;
import users.api.password.PasswordHash;
import users.server.Seeds;

/** Whatever hash comes, it is refused or checked, in bounded time and memory. */
class ForeignHashFuzzTest {

    /** About a second on a machine that does nothing else. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String NUMBER = "(?<=[=,$])[1-9][0-9]*(?=[,$])";

    @Test
    void aChangedHashIsRefusedOrChecked() {
        var hashes = ForeignHashes.composed();
        try (var hashing = new PasswordHashing(TestHashing.SETTINGS)) {
            Seeds.forAll(300, random -> {
                var hash = hashes.get(random.nextInt(hashes.size()));
                checkInTime(hashing, changed(hash, random));
            });
        }
    }

    /** The most that is let in of each form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$14$abcdefghijklmnopqrstuunNqnzF4CiO17ldGS8TGQj8KaC58ESfK",
                "$argon2id$v=19$m=65536,t=8,p=1$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2i$v=19$m=65536,t=8,p=64$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2i$v=19$m=5242,t=100,p=64$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$scrypt$ln=16,r=8,p=2$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$scrypt$ln=19,r=1,p=2$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$scrypt$ln=1,r=32,p=16$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$pbkdf2-sha1$i=2000000$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$pbkdf2-sha256$i=2000000$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$pbkdf2-sha512$i=1000000$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
                "$5$rounds=1000000$saltstringsaltst$0.RHFUy0IvmhkmKiR6RIVbrSCMrdT328DonRf9WEk7.",
                "$6$rounds=1000000$saltstringsaltst$yKQ.cNHLM7RdIxDg5OrZkBT6KFJSj38KsPbLuKUjYZIjM4.xJHKQlTa91Kgdme/CreqLpfEXCWglly4yHVrpK0"
            })
    void whatIsLetInCanBePaidFor(String hash) {
        try (var hashing = new PasswordHashing(TestHashing.SETTINGS)) {
            assertThat(checkInTime(hashing, hash)).isTrue();
        }
    }

    private static boolean checkInTime(PasswordHashing hashing, String text) {
        try {
            var hash = PasswordHash.imported(text);
            long start = System.nanoTime();
            hashing.verify(new Password("x".repeat(512)), hash);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
            return true;
        } catch (InvalidValueException refusal) {
            return false;
        }
    }

    private static String changed(String hash, Random random) {
        int at = random.nextInt(hash.length());
        return switch (random.nextInt(4)) {
            case 0 -> hash.substring(0, at) + (char) random.nextInt(32, 127) + hash.substring(at + 1);
            case 1 -> hash.substring(0, at) + hash.substring(at + 1);
            case 2 -> hash.replaceFirst(NUMBER, Integer.toString(random.nextInt(1, 100)));
            default -> hash.replaceFirst("(?<=p=|t=|r=)" + NUMBER, Integer.toString(random.nextInt(1, 10)));
        };
    }
}
