package users.api.password;

import java.security.MessageDigest;

/** A salt, or what a password was hashed to. It prints as {@code [hidden]}. */
public final class HashBytes {

    private final byte[] bytes;

    /** Keeps a copy. */
    public HashBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** How many there are. */
    public int length() {
        return bytes.length;
    }

    /** A copy of them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether they are the same, told in a time that does not say where they differ. */
    public boolean matches(byte[] others) {
        return MessageDigest.isEqual(bytes, others);
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
