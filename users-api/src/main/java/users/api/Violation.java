package users.api;

/**
 * One thing wrong with a request.
 *
 * @param field path of the field as the caller wrote it, such as {@code user.email}
 * @param description what the field must be; fits behind its name
 */
public record Violation(String field, String description) {

    @Override
    public String toString() {
        return field + " " + description;
    }
}
