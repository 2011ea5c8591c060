package users.shell.connection;

/**
 * A file and what names it, for what is said about it.
 *
 * @param option such as {@code --ca}, or the environment variable
 */
public record NamedFile(String option, String path) {

    /** It is of no use: {@code fault} says why, such as "cannot be read". */
    AccessException unusable(String fault) {
        return new AccessException("%s: %s %s".formatted(option, path, fault));
    }
}
