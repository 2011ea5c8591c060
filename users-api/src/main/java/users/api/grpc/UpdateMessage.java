package users.api.grpc;

import java.util.Optional;
import java.util.function.Consumer;
import users.api.LabelsUpdate;
import users.api.UserUpdate;
import users.v1.UpdateUserRequest;
import users.v1.User;

/** An update as a request; {@link UpdateMask} reads it. */
final class UpdateMessage {

    private final UpdateUserRequest.Builder request = UpdateUserRequest.newBuilder();
    private final User.Builder user = request.getUserBuilder();

    private UpdateMessage() {}

    static UpdateUserRequest.Builder encode(UserUpdate update) {
        return new UpdateMessage().write(update);
    }

    private UpdateUserRequest.Builder write(UserUpdate update) {
        user.setId(update.id().toString());
        update.etag().ifPresent(etag -> user.setEtag(etag.toString()));
        var profile = update.profile();
        write("first_name", profile.firstName(), name -> user.setFirstName(name.value()));
        write("last_name", profile.lastName(), name -> user.setLastName(name.value()));
        write("nickname", profile.nickname(), nickname -> user.setNickname(nickname.value()));
        write("email", profile.email(), email -> user.setEmail(email.value()));
        write("country", profile.country(), country -> user.setCountry(country.value()));
        write("disabled", profile.status(), status -> UserMessages.encode(status, user));
        profile.labels().ifPresent(this::write);
        return request;
    }

    private void write(LabelsUpdate update) {
        switch (update) {
            case LabelsUpdate.Replace(var labels) -> {
                addPath("labels");
                user.putAllLabels(labels.values());
            }
            case LabelsUpdate.Merge(var values) -> values.forEach(this::write);
        }
    }

    private void write(String key, Optional<String> value) {
        addPath("labels." + key);
        value.ifPresent(text -> user.putLabels(key, text));
    }

    private <T> void write(String path, Optional<T> value, Consumer<T> field) {
        value.ifPresent(set -> {
            field.accept(set);
            addPath(path);
        });
    }

    private void addPath(String path) {
        request.getUpdateMaskBuilder().addPaths(path);
    }
}
