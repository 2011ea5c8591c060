package users.server.contract;

import java.util.Optional;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Nickname;
import users.api.PersonName;
import users.api.UserId;
import users.api.UserUpdate;

/** A change that a test puts together. */
public final class Change {

    private final UserId id;
    private Optional<Etag> etag = Optional.empty();
    private Optional<PersonName> firstName = Optional.empty();
    private Optional<PersonName> lastName = Optional.empty();
    private Optional<Nickname> nickname = Optional.empty();
    private Optional<Email> email = Optional.empty();
    private Optional<CountryCode> country = Optional.empty();

    Change(UserId id) {
        this.id = id;
    }

    public Change etag(Etag etag) {
        this.etag = Optional.of(etag);
        return this;
    }

    public Change firstName(String name) {
        firstName = Optional.of(new PersonName(name));
        return this;
    }

    public Change lastName(String name) {
        lastName = Optional.of(new PersonName(name));
        return this;
    }

    public Change nickname(String name) {
        nickname = Optional.of(new Nickname(name));
        return this;
    }

    public Change email(String address) {
        email = Optional.of(new Email(address));
        return this;
    }

    public Change country(String code) {
        country = Optional.of(new CountryCode(code));
        return this;
    }

    public UserUpdate update() {
        return new UserUpdate(id, etag, firstName, lastName, nickname, email, country);
    }
}
