package users.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;
import users.v1.ListUsersResponse;
import users.v1.PurgeUserRequest;
import users.v1.UndeleteUserRequest;
import users.v1.UpdateUserRequest;
import users.v1.User;

/** A user from its creation to its purge. Whatever text it is given comes back as it is, and it is found by it. */
final class Life {

    private static final int PAGE = 200;

    private final Calls calls;

    Life(Calls calls) {
        this.calls = calls;
    }

    void run(Random random) {
        var wanted = user(random).build();
        var created = user(
                "CreateUser",
                CreateUserRequest.newBuilder()
                        .setUser(wanted)
                        .setPassword(Values.SECRET)
                        .build());
        holds(created, wanted);
        var id = created.getId();
        var changed = user(random).setId(id).setEtag(created.getEtag()).build();
        var update = UpdateUserRequest.newBuilder().setUser(changed);
        update.getUpdateMaskBuilder().addPaths("*");
        holds(user("UpdateUser", update.build()), changed);
        holds(user("GetUser", GetUserRequest.newBuilder().setId(id).build()), changed);
        found(id, "first_name", changed.getFirstName());
        found(id, "labels.team", changed.getLabelsOrThrow("team"));
        user("DeleteUser", DeleteUserRequest.newBuilder().setId(id).build());
        holds(user("UndeleteUser", UndeleteUserRequest.newBuilder().setId(id).build()), changed);
        end(id);
    }

    /** Leaves nobody, so that lists do not get ever longer. */
    void endAll() {
        for (var page = page(""); page.getUsersCount() > 0; page = page("")) {
            page.getUsersList().forEach(user -> end(user.getId()));
        }
    }

    private ListUsersResponse page(String filter) {
        var request = ListUsersRequest.newBuilder()
                .setFilter("email != \"%s\" %s".formatted(Bystander.EMAIL, filter))
                .setPageSize(PAGE)
                .setShowDeleted(true)
                .build();
        try {
            return ListUsersResponse.parseFrom(answer("ListUsers", request));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private void end(String id) {
        answer(
                "DeleteUser",
                DeleteUserRequest.newBuilder().setId(id).setAllowMissing(true).build());
        answer("PurgeUser", PurgeUserRequest.newBuilder().setId(id).build());
    }

    private void found(String id, String field, String value) {
        var filter = "AND id = \"%s\" AND %s = \"%s\"".formatted(id, field, value.replaceAll("[\\\\\"*]", "\\\\$0"));
        assertThat(page(filter).getUsersList())
                .as(filter)
                .extracting(User::getId)
                .containsExactly(id);
    }

    private User.Builder user(Random random) {
        return User.newBuilder()
                .setFirstName(Texts.INJECTION.apply(random))
                .setLastName(Texts.INJECTION.apply(random))
                .setNickname(Texts.INJECTION.apply(random))
                .setEmail("%d-%s".formatted(calls.count(), Values.email(random)))
                .setCountry("GB")
                .putLabels("team", Texts.INJECTION.apply(random))
                .setDisabled(true)
                .setDisabledReason(Texts.INJECTION.apply(random));
    }

    private static void holds(User user, User wanted) {
        assertThat(List.of(user.getFirstName(), user.getLastName(), user.getNickname(), user.getEmail()))
                .containsExactly(wanted.getFirstName(), wanted.getLastName(), wanted.getNickname(), wanted.getEmail());
        assertThat(user.getLabelsMap()).isEqualTo(wanted.getLabelsMap());
        assertThat(user.getDisabledReason()).isEqualTo(wanted.getDisabledReason());
    }

    private User user(String rpc, Message request) {
        try {
            return User.parseFrom(answer(rpc, request));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] answer(String rpc, Message request) {
        var outcome = calls.ask(Rpc.named(rpc), request);
        assertThat(outcome.status().isOk())
                .as("request %,d, %s of %s: %s", calls.count(), rpc, request, outcome.status())
                .isTrue();
        return outcome.answers().getFirst();
    }
}
