package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static users.api.grpc.Jack.ID;
import static users.api.grpc.Jack.JACK;
import static users.api.grpc.Jack.PROFILE;
import static users.api.grpc.Jack.PROFILE_MESSAGE;
import static users.api.grpc.ScriptedServer.answering;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.NewUser;
import users.api.Password;
import users.api.UserError;
import users.v1.ChangePasswordRequest;
import users.v1.CreateUserRequest;
import users.v1.SetPasswordRequest;
import users.v1.VerifyPasswordRequest;

/** Passwords that the client sends, and wipes. */
final class UsersClientPasswordTest {

    @Test
    void createSendsProfileAndPasswordAndWipesIt() throws IOException {
        var password = new Password("jack-test-pw");
        try (var server = answering(UserMessages.encode(JACK))) {
            assertThat(server.client().create(new NewUser(PROFILE, password))).isEqualTo(JACK);
            assertThat(server.requests())
                    .containsExactly(CreateUserRequest.newBuilder()
                            .setUser(PROFILE_MESSAGE)
                            .setPassword("jack-test-pw")
                            .build());
        }
        assertThat(password.<String>reveal(String::new)).isEqualTo("\0".repeat(12));
    }

    @Test
    void aPasswordIsWipedWhenTheUserIsRefused() throws IOException {
        var password = new Password("jack-test-pw");
        var taken = new UserError.EmailTaken(PROFILE.email(), ID);
        try (var server = refusing(taken)) {
            assertThat(Refused.error(() -> server.client().create(new NewUser(PROFILE, password))))
                    .isEqualTo(taken);
        }
        assertThat(password.<String>reveal(String::new)).isEqualTo("\0".repeat(12));
    }

    @Test
    void passwordsAreSentAndWiped() throws IOException {
        var passwords =
                Stream.generate(() -> new Password("jack-test-pw")).limit(5).toList();
        try (var server = answering(UserMessages.encode(JACK))) {
            var client = server.client();
            assertThat(client.verifyPassword(ID, passwords.get(0))).isEqualTo(JACK);
            assertThat(client.verifyPassword(PROFILE.email(), passwords.get(1))).isEqualTo(JACK);
            assertThat(client.changePassword(ID, passwords.get(2), passwords.get(3)))
                    .isEqualTo(JACK);
            assertThat(client.setPassword(ID, passwords.get(4))).isEqualTo(JACK);
            assertThat(server.requests())
                    .containsExactly(
                            VerifyPasswordRequest.newBuilder()
                                    .setId(ID.toString())
                                    .setPassword("jack-test-pw")
                                    .build(),
                            VerifyPasswordRequest.newBuilder()
                                    .setEmail("jack@test.com")
                                    .setPassword("jack-test-pw")
                                    .build(),
                            ChangePasswordRequest.newBuilder()
                                    .setId(ID.toString())
                                    .setOldPassword("jack-test-pw")
                                    .setNewPassword("jack-test-pw")
                                    .build(),
                            SetPasswordRequest.newBuilder()
                                    .setId(ID.toString())
                                    .setPassword("jack-test-pw")
                                    .build());
        }
        assertThat(passwords)
                .extracting(password -> password.<String>reveal(String::new))
                .containsOnly("\0".repeat(12));
    }

    private static ScriptedServer refusing(UserError error) throws IOException {
        return new ScriptedServer(request -> {
            throw ErrorStatuses.encode(error);
        });
    }
}
