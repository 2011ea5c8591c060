package users.server.postgres.rows;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.helidon.dbclient.DbStatementGet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import users.api.Email;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.UserStatus;

/** What people write of a user, as parameters of statements. */
public final class UserParameters {

    /** A label that is removed is null. */
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private UserParameters() {}

    public static void add(DbStatementGet statement, Profile profile) {
        add(
                statement,
                new ProfileUpdate(
                        Optional.of(profile.firstName()),
                        Optional.of(profile.lastName()),
                        Optional.of(profile.nickname()),
                        Optional.of(profile.email()),
                        Optional.of(profile.country()),
                        Optional.of(new LabelsUpdate.Replace(profile.labels())),
                        Optional.of(profile.status())));
    }

    public static void add(DbStatementGet statement, ProfileUpdate update) {
        update.firstName().ifPresent(name -> statement.addParam("first_name", name.value()));
        update.lastName().ifPresent(name -> statement.addParam("last_name", name.value()));
        update.nickname().ifPresent(nickname -> statement.addParam("nickname", nickname.value()));
        update.email().ifPresent(email -> add(statement, email));
        update.country().ifPresent(country -> statement.addParam("country", country.value()));
        update.labels().ifPresent(labels -> add(statement, labels));
        update.status().ifPresent(status -> add(statement, status));
    }

    public static String json(Labels labels) {
        return GSON.toJson(labels.values());
    }

    private static void add(DbStatementGet statement, Email email) {
        statement.addParam("email", email.value()).addParam("email_key", email.key());
    }

    private static void add(DbStatementGet statement, LabelsUpdate update) {
        switch (update) {
            case LabelsUpdate.Replace(var labels) -> statement.addParam("labels", json(labels));
            case LabelsUpdate.Merge(var values) -> {
                Map<String, Object> changes = new HashMap<>();
                values.forEach((key, value) -> changes.put(key, value.orElse(null)));
                statement.addParam("changed_labels", GSON.toJson(changes));
            }
        }
    }

    private static void add(DbStatementGet statement, UserStatus status) {
        switch (status) {
            case UserStatus.Enabled() -> statement.addParam("disabled", false).addParam("disabled_reason", "");
            case UserStatus.Disabled(var reason) ->
                statement.addParam("disabled", true).addParam("disabled_reason", reason);
        }
    }
}
