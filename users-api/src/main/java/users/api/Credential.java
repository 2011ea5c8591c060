package users.api;

import users.api.password.PasswordHash;

/** What an imported user signs in with. */
public sealed interface Credential {

    /** Nothing: the user cannot sign in with a password. */
    record None() implements Credential {}

    /** A password, which is hashed. */
    record Plain(Password password) implements Credential {}

    /** A hash that was made elsewhere, or here before. */
    record Hashed(PasswordHash hash) implements Credential {}

    /** Overwrites a password. */
    default void wipe() {
        switch (this) {
            case Plain(var password) -> password.close();
            case Hashed hashed -> {}
            case None none -> {}
        }
    }
}
