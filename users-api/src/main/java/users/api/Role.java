package users.api;

import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do. The contract says which role an RPC needs, by its option {@code users.v1.role}. */
public enum Role {
    /** Find and follow users. */
    READER("users.reader"),
    /** Also create, change and delete them, and check passwords. */
    WRITER("users.writer"),
    /** Also set passwords, purge, import, and export the hashes of passwords. */
    ADMIN("users.admin");

    private final String spelling;

    Role(String spelling) {
        this.spelling = spelling;
    }

    /** The role of that name; empty for the roles of other services. */
    public static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.spelling.equals(name)).findFirst();
    }

    /** Whether whoever has this one may do what needs the other. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As in claims and in the contract, such as {@code users.reader}. */
    @Override
    public String toString() {
        return spelling;
    }
}
