package users.shell;

import users.api.CountryCode;
import users.api.Email;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;

/** Profiles to test with. */
public final class People {

    public static final Profile ANN = profile("Ann", "Lee", "ann", "ann@example.com", "GB");

    private People() {}

    public static Profile profile(String first, String last, String nickname, String email, String country) {
        return new Profile(
                new PersonName(first),
                new PersonName(last),
                new Nickname(nickname),
                new Email(email),
                new CountryCode(country));
    }
}
