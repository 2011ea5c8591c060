package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static users.api.grpc.Jack.ID;
import static users.api.grpc.Jack.JACK;
import static users.api.grpc.Jack.PROFILE;
import static users.api.grpc.Jack.PROFILE_MESSAGE;
import static users.api.grpc.ScriptedServer.answering;

import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.Etag;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.ProfileUpdate;
import users.api.RequestId;
import users.api.UserDeletion;
import users.api.UserStatus;
import users.api.UserUpdate;
import users.api.WriteOptions;
import users.v1.DeleteUserRequest;
import users.v1.PurgeUserRequest;
import users.v1.UndeleteUserRequest;
import users.v1.UpdateUserRequest;

/** What the client sends to change users. */
final class UsersClientWriteTest {

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
    void aPurgeSendsTheId() throws IOException {
        try (var server = answering(Empty.getDefaultInstance())) {
            server.client().purge(ID);
            assertThat(server.requests())
                    .containsExactly(
                            PurgeUserRequest.newBuilder().setId(ID.toString()).build());
        }
    }

    private static FieldMask mask(String... paths) {
        return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
    }
}
