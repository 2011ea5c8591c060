package users.server.contract;

import java.util.Map;
import java.util.Optional;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.Nickname;
import users.api.PersonName;
import users.api.ProfileUpdate;
import users.api.UserId;
import users.api.UserStatus;
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
    private Optional<LabelsUpdate> labels = Optional.empty();
    private Optional<UserStatus> status = Optional.empty();

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

    public Change labels(Map<String, String> values) {
        labels = Optional.of(new LabelsUpdate.Replace(new Labels(values)));
        return this;
    }

    public Change label(String key, Optional<String> value) {
        labels = Optional.of(new LabelsUpdate.Merge(Map.of(key, value)));
        return this;
    }

    public Change status(UserStatus status) {
        this.status = Optional.of(status);
        return this;
    }

    public UserUpdate update() {
        return new UserUpdate(
                id, etag, new ProfileUpdate(firstName, lastName, nickname, email, country, labels, status));
    }
}
