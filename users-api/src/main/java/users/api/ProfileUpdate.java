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
        Optional<UserStatus> status) {}
