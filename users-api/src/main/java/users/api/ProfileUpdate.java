package users.api;

import java.util.Optional;

/** A change of what people write of a user; what is empty stays as it is. */
public record ProfileUpdate(
        Optional<PersonName> firstName,
        Optional<PersonName> lastName,
        Optional<Nickname> nickname,
        Optional<Email> email,
        Optional<CountryCode> country,
        Optional<LabelsUpdate> labels,
        Optional<UserStatus> status) {

    /** A change of nothing. */
    public static final ProfileUpdate NOTHING = new ProfileUpdate(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The same, and these labels. */
    public ProfileUpdate with(LabelsUpdate labels) {
        return new ProfileUpdate(firstName, lastName, nickname, email, country, Optional.of(labels), status);
    }

    /** The same, and this status. */
    public ProfileUpdate with(UserStatus status) {
        return new ProfileUpdate(firstName, lastName, nickname, email, country, labels, Optional.of(status));
    }
}
