package users.api;

import java.util.Optional;

/**
 * A change of the user {@code id}; what is empty stays as it is.
 *
 * @param etag the version that the change was made from; empty: whatever is there
 */
public record UserUpdate(
        UserId id,
        Optional<Etag> etag,
        Optional<PersonName> firstName,
        Optional<PersonName> lastName,
        Optional<Nickname> nickname,
        Optional<Email> email,
        Optional<CountryCode> country) {}
