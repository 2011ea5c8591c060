package users.api.grpc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import users.api.CountryCode;
import users.api.Email;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.Nickname;
import users.api.PersonName;
import users.api.ProfileUpdate;
import users.api.Quoted;
import users.api.UserStatus;
import users.api.Violations;
import users.v1.UpdateUserRequest;
import users.v1.User;

/** Which fields of a user an update changes (AIP-134). */
final class UpdateMask {

    private static final List<String> WRITABLE =
            List.of("first_name", "last_name", "nickname", "email", "country", "labels", "disabled", "disabled_reason");
    private static final Set<String> OUTPUT_ONLY =
            Set.of("id", "create_time", "update_time", "etag", "delete_time", "purge_time", "password_change_time");
    private static final String LABEL = "labels.";

    private static final int MAXIMUM_QUOTED = 5;

    private final User user;
    private final Violations violations;
    /** Empty where there is no mask, so that the populated fields count. */
    private final Set<String> paths;

    private UpdateMask(UpdateUserRequest request, Violations violations) {
        user = request.getUser();
        this.violations = violations;
        paths = new LinkedHashSet<>(request.getUpdateMask().getPathsList());
        if (paths.remove("*")) {
            paths.addAll(WRITABLE);
        }
    }

    /** What the request changes; what is wrong with that joins the violations. */
    static ProfileUpdate read(UpdateUserRequest request, Violations violations) {
        return new UpdateMask(request, violations).read();
    }

    private ProfileUpdate read() {
        refuseUnknown();
        return new ProfileUpdate(
                text("first_name", user.getFirstName(), PersonName::new),
                text("last_name", user.getLastName(), PersonName::new),
                text("nickname", user.getNickname(), Nickname::new),
                text("email", user.getEmail(), Email::new),
                text("country", user.getCountry(), CountryCode::new),
                labels(),
                status());
    }

    private <T> Optional<T> text(String path, String text, Function<String, T> type) {
        return asked(path, !text.isEmpty()) ? violations.read("user." + path, text, type) : Optional.empty();
    }

    private Optional<LabelsUpdate> labels() {
        if (asked("labels", user.getLabelsCount() > 0)) {
            return violations
                    .read("user.labels", user.getLabelsMap(), Labels::new)
                    .map(LabelsUpdate.Replace::new);
        }
        var keys = paths.stream()
                .filter(path -> path.startsWith(LABEL))
                .map(path -> path.substring(LABEL.length()))
                .toList();
        return keys.isEmpty() ? Optional.empty() : violations.read("update_mask", keys, this::merge);
    }

    private LabelsUpdate merge(List<String> keys) {
        var sent = new HashMap<>(user.getLabelsMap());
        sent.keySet().retainAll(Set.copyOf(keys));
        var labels = violations.read("user.labels", sent, Labels::new).orElse(Labels.NONE);
        var changes = new HashMap<String, Optional<String>>();
        keys.forEach(key -> changes.put(key, labels.value(key)));
        return new LabelsUpdate.Merge(changes);
    }

    private Optional<UserStatus> status() {
        boolean populated = user.getDisabled() || !user.getDisabledReason().isEmpty();
        return asked("disabled", populated) || asked("disabled_reason", populated)
                ? UserMessages.status("user.", user, violations)
                : Optional.empty();
    }

    private boolean asked(String path, boolean populated) {
        return paths.isEmpty() ? populated : paths.contains(path);
    }

    private void refuseUnknown() {
        var unknown = paths.stream()
                .filter(path -> !WRITABLE.contains(path) && !OUTPUT_ONLY.contains(path) && !path.startsWith(LABEL))
                .toList();
        if (!unknown.isEmpty()) {
            violations.add(
                    "update_mask",
                    "must name fields of a user that can be changed (%s, labels.KEY), not %s"
                            .formatted(String.join(", ", WRITABLE), quote(unknown)));
        }
    }

    private static String quote(List<String> paths) {
        var quoted = paths.stream().limit(MAXIMUM_QUOTED).map(Quoted::of).collect(Collectors.joining(", "));
        int more = paths.size() - MAXIMUM_QUOTED;
        return more > 0 ? quoted + " and " + more + " more" : quoted;
    }
}
