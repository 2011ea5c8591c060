package users.server.passwords;

/** What became of checking a password against a hash. */
public enum Verification {
    /** It is another password. */
    WRONG,
    /** It is the one, and the hash is to stay: it is as good as a new one, or part of the password was not checked. */
    RIGHT,
    /** It is the one, and a new hash should take the place of this one, which was made otherwise than hashes are now. */
    RIGHT_BUT_OUTDATED;

    /** Whether it is the password. */
    public boolean right() {
        return this != WRONG;
    }
}
