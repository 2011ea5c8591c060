package users.api.grpc;

import java.util.Optional;
import users.api.LabelsUpdate;
import users.api.ProfileUpdate;

/** Changes of users that tests have in common. */
final class ProfileUpdates {

    static final ProfileUpdate NOTHING = new ProfileUpdate(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private ProfileUpdates() {}

    static ProfileUpdate labels(LabelsUpdate labels) {
        return new ProfileUpdate(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(labels),
                Optional.empty());
    }
}
