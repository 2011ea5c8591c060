package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import users.api.Email;
import users.api.Password;
import users.api.PasswordPolicy;
import users.api.UserId;
import users.v1.ChangePasswordRequest;
import users.v1.SetPasswordRequest;
import users.v1.VerifyPasswordRequest;

final class PasswordRequestsTest {

    private static final String ID = "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e";
    private static final String NO_ID = "id must be a UUID such as " + ID;
    private static final PasswordPolicy POLICY = new PasswordPolicy(6);

    @Test
    void aPasswordToBeCheckedIsReadWithWhoseItIs() {
        var byId = PasswordRequests.decode(
                VerifyPasswordRequest.newBuilder().setId(ID).setPassword("a").build());
        assertThat(byId.key()).isEqualTo(UserId.parse(ID));
        // The rules for new passwords have no say in it.
        assertThat(text(byId.password())).isEqualTo("a");
        assertThat(PasswordRequests.decode(VerifyPasswordRequest.newBuilder()
                                .setEmail("A@b.c")
                                .setPassword("a")
                                .build())
                        .key())
                .isEqualTo(new Email("A@b.c"));
        assertThat(Refused.violations(() -> PasswordRequests.decode(VerifyPasswordRequest.getDefaultInstance())))
                .containsExactly("id or email must be set", "password must not be empty");
    }

    @Test
    void aPasswordToBeChangedIsReadTheNewOneUnderThePolicy() {
        var change = PasswordRequests.decode(
                ChangePasswordRequest.newBuilder()
                        .setId(ID)
                        .setOldPassword("old")
                        .setNewPassword("a-new-pw")
                        .build(),
                POLICY);
        assertThat(change.id()).isEqualTo(UserId.parse(ID));
        assertThat(text(change.oldPassword())).isEqualTo("old");
        assertThat(text(change.newPassword())).isEqualTo("a-new-pw");
        assertThat(Refused.violations(() -> PasswordRequests.decode(
                        ChangePasswordRequest.newBuilder()
                                .setNewPassword("short")
                                .build(),
                        POLICY)))
                .containsExactly(NO_ID, "old_password must not be empty", "new_password must be at least 6 characters");
    }

    @Test
    void aPasswordToBeSetIsReadUnderThePolicy() {
        var setting = PasswordRequests.decode(
                SetPasswordRequest.newBuilder()
                        .setId(ID)
                        .setPassword("a-new-pw")
                        .build(),
                POLICY);
        assertThat(setting.id()).isEqualTo(UserId.parse(ID));
        assertThat(text(setting.password())).isEqualTo("a-new-pw");
        assertThat(Refused.violations(() -> PasswordRequests.decode(SetPasswordRequest.getDefaultInstance(), POLICY)))
                .containsExactly(NO_ID, "password must not be empty");
    }

    private static String text(Password password) {
        return password.reveal(String::new);
    }
}
