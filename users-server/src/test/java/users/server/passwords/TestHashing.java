package users.server.passwords;

import java.util.OptionalInt;
import users.api.password.PasswordHash;

/** Hashing that costs next to nothing. */
public final class TestHashing {

    public static final HashingSettings SETTINGS = new HashingSettings(16, 1, 1, 16, 32, OptionalInt.of(2), 100);

    /** One at a time, and slow enough to be met at work. */
    public static final HashingSettings SLOW = new HashingSettings(8_192, 16, 1, 16, 32, OptionalInt.of(1), 1);

    /** A hash that takes a thread two seconds to check, whatever the settings are: for so long it is surely busy. */
    public static final PasswordHash LASTING =
            PasswordHash.stored("$argon2id$v=19$m=32768,t=80,p=1$" + "A".repeat(22) + "$" + "A".repeat(43));

    private TestHashing() {}
}
