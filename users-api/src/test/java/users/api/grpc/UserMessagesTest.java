package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.PageToken;
import users.api.Samples;
import users.api.UserError;
import users.api.UserException;
import users.api.UserPage;
import users.v1.ListUsersResponse;

final class UserMessagesTest {

    @Test
    void aUserIsReadBackFromItsMessage() {
        Samples.forAll(
                1000,
                SampleUsers::user,
                user -> assertThat(UserMessages.decode(UserMessages.encode(user)))
                        .isEqualTo(user));
    }

    @Test
    void aPageIsReadBackFromItsMessage() {
        Samples.forAll(100, random -> List.of(SampleUsers.user(random), SampleUsers.user(random)), users -> {
            var page = new UserPage(users, Optional.of(new PageToken("next")));
            assertThat(UserMessages.decode(UserMessages.encode(page))).isEqualTo(page);
        });
    }

    @Test
    void theLastPageHasNoToken() {
        var message = UserMessages.encode(new UserPage(List.of(), Optional.empty()));
        assertThat(message).isEqualTo(ListUsersResponse.getDefaultInstance());
        assertThat(UserMessages.decode(message)).isEqualTo(new UserPage(List.of(), Optional.empty()));
    }

    @Test
    void aMessageThatIsNoUserIsRefusedWithAllThatIsWrong() {
        var message = users.v1.User.newBuilder();
        message.getCreateTimeBuilder().setSeconds(Long.MAX_VALUE);
        message.getUpdateTimeBuilder().setSeconds(Long.MIN_VALUE);
        message.getPasswordChangeTimeBuilder().setSeconds(Long.MAX_VALUE);
        message.getPurgeTimeBuilder().setSeconds(Long.MAX_VALUE);
        message.getDeleteTimeBuilder().setSeconds(Long.MAX_VALUE).setNanos(-1);
        assertThatThrownBy(() -> UserMessages.decode(message.build()))
                .isInstanceOfSatisfying(
                        UserException.class,
                        exception -> assertThat(exception.error())
                                .isInstanceOfSatisfying(
                                        UserError.Invalid.class,
                                        invalid -> assertThat(invalid.violations())
                                                .extracting(violation -> violation.field())
                                                .containsExactly(
                                                        "id",
                                                        "etag",
                                                        "first_name",
                                                        "last_name",
                                                        "nickname",
                                                        "email",
                                                        "country",
                                                        "create_time",
                                                        "update_time",
                                                        "password_change_time",
                                                        "delete_time",
                                                        "purge_time")));
    }
}
