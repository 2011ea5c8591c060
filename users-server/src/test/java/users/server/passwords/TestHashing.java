package users.server.passwords;

import java.util.OptionalInt;

/** Hashing that costs next to nothing. */
public final class TestHashing {

    public static final HashingSettings SETTINGS = new HashingSettings(16, 1, 1, 16, 32, OptionalInt.of(2), 100);

    /** One at a time, and slow enough to be met at work. */
    public static final HashingSettings SLOW = new HashingSettings(8_192, 16, 1, 16, 32, OptionalInt.of(1), 1);

    private TestHashing() {}
}
