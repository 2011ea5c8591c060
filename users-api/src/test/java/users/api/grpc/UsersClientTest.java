package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.NewUser;
import users.api.Nickname;
import users.api.PageToken;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.RequestId;
import users.api.User;
import users.api.UserBatch;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserStatus;
import users.api.UserUpdate;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.v1.BatchGetUsersRequest;
import users.v1.ChangePasswordRequest;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;
import users.v1.PurgeUserRequest;
import users.v1.SetPasswordRequest;
import users.v1.UndeleteUserRequest;
import users.v1.UpdateUserRequest;
import users.v1.VerifyPasswordRequest;

final class UsersClientTest {

    private static final UserId ID = UserId.parse("0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e");
    private static final Profile PROFILE = new Profile(
            new PersonName("Jack"),
            new PersonName("Hughes"),
            new Nickname("jack-hughes"),
            new Email("jack@test.com"),
            new CountryCode("GB"));
    private static final User JACK = new User(
            ID,
            PROFILE,
            Instant.parse("2026-01-02T03:04:05.000006Z"),
            Instant.parse("2026-02-03T04:05:06.000007Z"),
            Optional.empty(),
            new Etag(3),
            Optional.empty());
    private static final users.v1.User PROFILE_MESSAGE = users.v1.User.newBuilder()
            .setFirstName("Jack")
            .setLastName("Hughes")
            .setNickname("jack-hughes")
            .setEmail("jack@test.com")
            .setCountry("GB")
            .build();

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
    void getSendsTheIdOrTheEmail() throws IOException {
        try (var server = answering(UserMessages.encode(JACK))) {
            assertThat(server.client().get(ID)).isEqualTo(JACK);
            assertThat(server.client().get(PROFILE.email())).isEqualTo(JACK);
            assertThat(server.requests())
                    .containsExactly(
                            GetUserRequest.newBuilder().setId(ID.toString()).build(),
                            GetUserRequest.newBuilder()
                                    .setEmail("jack@test.com")
                                    .build());
        }
    }

    @Test
    void listSendsWhatIsAskedFor() throws IOException {
        var page = new UserPage(List.of(JACK), Optional.of(new PageToken("next")));
        var british = Filter.country(new CountryCode("GB"));
        try (var server = answering(UserMessages.encode(page))) {
            assertThat(server.client().list(new UserQuery(british, 7, Optional.empty())))
                    .isEqualTo(page);
            server.client()
                    .list(new UserQuery(Filter.ALL, new UserOrder(UserOrder.Field.EMAIL, true), true, 50, page.next()));
            assertThat(server.requests())
                    .containsExactly(
                            ListUsersRequest.newBuilder()
                                    .setFilter("country = \"GB\"")
                                    .setOrderBy("create_time")
                                    .setPageSize(7)
                                    .build(),
                            ListUsersRequest.newBuilder()
                                    .setPageSize(50)
                                    .setPageToken("next")
                                    .setOrderBy("email desc")
                                    .setShowDeleted(true)
                                    .build());
        }
    }

    @Test
    void updateSendsWhatChangesUnderAMask() throws IOException {
        var everything = new UserUpdate(
                ID,
                Optional.of(new Etag(3)),
                new ProfileUpdate(
                        Optional.of(PROFILE.firstName()),
                        Optional.of(PROFILE.lastName()),
                        Optional.of(PROFILE.nickname()),
                        Optional.of(PROFILE.email()),
                        Optional.of(PROFILE.country()),
                        Optional.of(new LabelsUpdate.Replace(new Labels(Map.of("team", "red")))),
                        Optional.of(new UserStatus.Disabled("on leave"))));
        var labels = new UserUpdate(
                ID,
                Optional.empty(),
                ProfileUpdate.NOTHING.with(
                        new LabelsUpdate.Merge(Map.of("team", Optional.of("blue"), "x.y", Optional.empty()))));
        var nothing = new UserUpdate(ID, Optional.empty(), ProfileUpdate.NOTHING);
        try (var server = answering(UserMessages.encode(JACK))) {
            assertThat(server.client().update(everything)).isEqualTo(JACK);
            server.client().update(labels);
            server.client().update(nothing);
            assertThat(server.requests())
                    .containsExactly(
                            UpdateUserRequest.newBuilder()
                                    .setUser(PROFILE_MESSAGE.toBuilder()
                                            .setId(ID.toString())
                                            .setEtag("3")
                                            .putLabels("team", "red")
                                            .setDisabled(true)
                                            .setDisabledReason("on leave"))
                                    .setUpdateMask(mask(
                                            "first_name",
                                            "last_name",
                                            "nickname",
                                            "email",
                                            "country",
                                            "disabled",
                                            "labels"))
                                    .build(),
                            UpdateUserRequest.newBuilder()
                                    .setUser(users.v1.User.newBuilder()
                                            .setId(ID.toString())
                                            .putLabels("team", "blue"))
                                    .setUpdateMask(mask("labels.team", "labels.x.y"))
                                    .build(),
                            UpdateUserRequest.newBuilder()
                                    .setUser(users.v1.User.newBuilder().setId(ID.toString()))
                                    .build());
            assertThat(server.requests())
                    .map(request -> Requests.decode((UpdateUserRequest) request).subject())
                    .containsExactly(everything, labels, nothing);
        }
    }

    @Test
    void deleteSendsIdAndEtag() throws IOException {
        try (var server = answering(UserMessages.encode(JACK))) {
            assertThat(server.client().delete(new UserDeletion(ID, Optional.of(new Etag(3)))))
                    .isEqualTo(JACK);
            server.client().delete(new UserDeletion(ID, Optional.empty()));
            assertThat(server.requests())
                    .containsExactly(
                            DeleteUserRequest.newBuilder()
                                    .setId(ID.toString())
                                    .setEtag("3")
                                    .build(),
                            DeleteUserRequest.newBuilder().setId(ID.toString()).build());
        }
    }

    @Test
    void anAnswerThatMakesNoSenseIsNotTheCallersFault() throws IOException {
        try (var server = answering(PROFILE_MESSAGE.toBuilder()
                .setId(ID.toString())
                .setCountry("GBR")
                .setEtag("3")
                .build())) {
            assertThat(Refused.error(() -> server.client().get(ID)))
                    .isEqualTo(new UserError.Refused(
                            "INTERNAL", "the server's answer makes no sense: country must be two letters, such as GB"));
        }
    }

    @Test
    void aWriteIsSentWithItsOptions() throws IOException {
        var id = RequestId.parse("0198c5f4-7b3a-7cc1-9d1e-000000000001");
        try (var server = answering(UserMessages.encode(JACK))) {
            server.client().undelete(ID, new WriteOptions(Optional.of(id), true));
            server.client().undelete(ID);
            assertThat(server.requests())
                    .containsExactly(
                            UndeleteUserRequest.newBuilder()
                                    .setId(ID.toString())
                                    .setRequestId(id.toString())
                                    .setValidateOnly(true)
                                    .build(),
                            UndeleteUserRequest.newBuilder()
                                    .setId(ID.toString())
                                    .build());
        }
    }

    @Test
    void severalUsersAreAskedForByTheirIds() throws IOException {
        var batch = new UserBatch(List.of(JACK), List.of(UserId.parse("0198c5f4-7b3a-7cc1-9d1e-000000000001")));
        try (var server = answering(UserMessages.encode(batch))) {
            assertThat(server.client().get(List.of(ID, batch.missing().getFirst())))
                    .isEqualTo(batch);
            assertThat(server.requests())
                    .containsExactly(BatchGetUsersRequest.newBuilder()
                            .addIds(ID.toString())
                            .addIds(batch.missing().getFirst().toString())
                            .build());
        }
    }

    @Test
    void aPurgeSendsTheId() throws IOException {
        try (var server = answering(Empty.getDefaultInstance())) {
            server.client().purge(ID);
            assertThat(server.requests())
                    .containsExactly(
                            PurgeUserRequest.newBuilder().setId(ID.toString()).build());
        }
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

    private static ScriptedServer answering(Message answer) throws IOException {
        return new ScriptedServer(request -> Optional.of(answer));
    }

    private static ScriptedServer refusing(UserError error) throws IOException {
        return new ScriptedServer(request -> {
            throw ErrorStatuses.encode(error);
        });
    }

    private static FieldMask mask(String... paths) {
        return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
    }
}
