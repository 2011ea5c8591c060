package users.api.grpc;

import java.util.Optional;
import users.api.Email;
import users.api.Password;
import users.api.PasswordPolicy;
import users.api.UserId;
import users.api.UserKey;
import users.api.Violations;
import users.v1.ChangePasswordRequest;
import users.v1.SetPasswordRequest;
import users.v1.VerifyPasswordRequest;

/**
 * Requests about passwords, read as {@link Requests} reads the others.
 *
 * <p>The rules of today are for new passwords: whether an old one is right has nothing to do with them.
 */
public final class PasswordRequests {

    /** A password that somebody says is a user's. */
    public record Verification(UserKey key, Password password) {}

    /** A password that somebody who knows the old one wants instead. */
    public record Change(UserId id, Password oldPassword, Password newPassword) {}

    /** A password that a user is to have. */
    public record Setting(UserId id, Password password) {}

    private PasswordRequests() {}

    /** A password to be checked. */
    public static Verification decode(VerifyPasswordRequest request) {
        var violations = new Violations();
        Optional<UserKey> key = switch (request.getKeyCase()) {
            case ID -> violations.read("id", request.getId(), UserId::parse);
            case EMAIL -> violations.read("email", request.getEmail(), Email::new);
            case KEY_NOT_SET -> Requests.noKey(violations);
        };
        var password = violations.read("password", request.getPassword(), Password::new);
        return violations.orElse(() -> new Verification(key.orElseThrow(), password.orElseThrow()));
    }

    /** A password to be changed, the new one under the server's policy. */
    public static Change decode(ChangePasswordRequest request, PasswordPolicy policy) {
        var violations = new Violations();
        var id = violations.read("id", request.getId(), UserId::parse);
        var old = violations.read("old_password", request.getOldPassword(), Password::new);
        var wanted = violations.read("new_password", request.getNewPassword(), policy::password);
        return violations.orElse(() -> new Change(id.orElseThrow(), old.orElseThrow(), wanted.orElseThrow()));
    }

    /** A password to be set, under the server's policy. */
    public static Setting decode(SetPasswordRequest request, PasswordPolicy policy) {
        var violations = new Violations();
        var id = violations.read("id", request.getId(), UserId::parse);
        var password = violations.read("password", request.getPassword(), policy::password);
        return violations.orElse(() -> new Setting(id.orElseThrow(), password.orElseThrow()));
    }
}
