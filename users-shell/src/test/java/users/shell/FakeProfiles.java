package users.shell;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import users.api.Etag;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.User;

/** What an update makes of a user. */
final class FakeProfiles {

    private FakeProfiles() {}

    /** The next version of a user. */
    static User version(User user, Profile profile, Optional<Instant> passwordChangeTime) {
        return new User(
                user.id(),
                profile,
                user.createTime(),
                user.updateTime().plusSeconds(60),
                passwordChangeTime,
                new Etag(user.etag().version() + 1),
                Optional.empty());
    }

    static Profile changed(Profile old, ProfileUpdate update) {
        return new Profile(
                update.firstName().orElse(old.firstName()),
                update.lastName().orElse(old.lastName()),
                update.nickname().orElse(old.nickname()),
                update.email().orElse(old.email()),
                update.country().orElse(old.country()),
                update.labels().map(labels -> changed(old.labels(), labels)).orElse(old.labels()),
                update.status().orElse(old.status()));
    }

    private static Labels changed(Labels old, LabelsUpdate update) {
        return switch (update) {
            case LabelsUpdate.Replace(var labels) -> labels;
            case LabelsUpdate.Merge(var values) -> {
                var labels = new TreeMap<>(old.values());
                values.forEach(
                        (key, value) -> value.ifPresentOrElse(text -> labels.put(key, text), () -> labels.remove(key)));
                yield new Labels(labels);
            }
        };
    }
}
