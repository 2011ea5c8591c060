package users.api;

/** A user to be created. */
public record NewUser(Profile profile, Password password) {}
