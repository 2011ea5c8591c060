package users.api;

/** What people write of a user. */
public record Profile(PersonName firstName, PersonName lastName, Nickname nickname, Email email, CountryCode country) {}
