package users.api;

/** What people write of a user. */
public record Profile(
        PersonName firstName,
        PersonName lastName,
        Nickname nickname,
        Email email,
        CountryCode country,
        Labels labels,
        UserStatus status) {

    /** Of an enabled user without labels. */
    public Profile(PersonName firstName, PersonName lastName, Nickname nickname, Email email, CountryCode country) {
        this(firstName, lastName, nickname, email, country, Labels.NONE, UserStatus.ENABLED);
    }
}
