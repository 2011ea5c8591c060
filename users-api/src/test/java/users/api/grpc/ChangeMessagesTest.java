package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import users.api.PageToken;
import users.api.ResumeToken;
import users.api.Samples;
import users.api.UserChange;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.filter.Filter;
import users.v1.ChangeKind;
import users.v1.ListUserChangesRequest;
import users.v1.ListUserChangesResponse;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

final class ChangeMessagesTest {

    private static final ResumeToken TOKEN = new ResumeToken("behind");

    @Test
    void anEventIsReadBackFromItsMessage() {
        Samples.forAll(
                500,
                ChangeMessagesTest::event,
                event -> assertThat(ChangeMessages.decode(ChangeMessages.encode(event)))
                        .isEqualTo(event));
    }

    @Test
    void aHistoryIsReadBackFromItsMessage() {
        Samples.forAll(200, ChangeMessagesTest::change, change -> {
            var page = new UserChangePage(List.of(change), Optional.of(new PageToken("next")));
            assertThat(ChangeMessages.decode(ChangeMessages.encode(page))).isEqualTo(page);
        });
    }

    @Test
    void ofAPurgedUserTheIdGoesOut() {
        var id = SampleUsers.id(new Random(1));

        assertThat(ChangeMessages.encode(new UserEvent.Purged(id, TOKEN)).getUser())
                .isEqualTo(users.v1.User.newBuilder().setId(id.toString()).build());
    }

    @Test
    void aClientSendsFilterAndTokenAndItsStreamEndsWithTheServers() throws IOException {
        var heartbeat = new UserEvent.Heartbeat(TOKEN);
        try (var server = new ScriptedServer(request -> Optional.of(ChangeMessages.encode(heartbeat)))) {
            try (var events = server.client().watch(Filter.parse("country = GB"), Optional.of(TOKEN))) {
                assertThat(events).containsExactly(heartbeat);
            }
            assertThat(server.requests())
                    .containsExactly(WatchUsersRequest.newBuilder()
                            .setFilter("country = \"GB\"")
                            .setResumeToken("behind")
                            .build());
        }
    }

    @Test
    void aWatchThatIsRefusedFailsBeforeItsFirstEvent() throws IOException {
        try (var server = new ScriptedServer(request -> {
            throw ErrorStatuses.encode(new UserError.WatchExpired());
        })) {
            assertFails(() -> server.client().watch(Filter.ALL, Optional.of(TOKEN)), new UserError.WatchExpired());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChangeKind.class,
            names = {"CHANGE_KIND_UNSPECIFIED", "UNRECOGNIZED"})
    void aKindOfANewerServerIsNoEvent(ChangeKind kind) throws IOException {
        int number = kind == ChangeKind.UNRECOGNIZED ? 99 : 0;
        var message = WatchUsersResponse.newBuilder().setKindValue(number).build();
        try (var server = new ScriptedServer(request -> Optional.of(message));
                var events = server.client().watch(Filter.ALL, Optional.empty())) {
            assertFails(
                    () -> events.toList(),
                    new UserError.Refused(
                            "INTERNAL",
                            "the server's answer makes no sense: a kind of change that this client does not know"));
        }
    }

    @Test
    void aClientAsksForAHistoryAndRefusesWhatIsNone() throws IOException {
        var query = new UserChangeQuery(SampleUsers.id(new Random(1)), 7, Optional.of(new PageToken("next")));
        var answer = ListUserChangesResponse.newBuilder();
        answer.addChangesBuilder().setKind(ChangeKind.HEARTBEAT);
        try (var server = new ScriptedServer(request -> Optional.of(answer.build()))) {
            assertThatThrownBy(() -> server.client().changes(query)).isInstanceOf(UserException.class);
            assertThat(server.requests())
                    .containsExactly(ListUserChangesRequest.newBuilder()
                            .setId(query.id().toString())
                            .setPageSize(7)
                            .setPageToken("next")
                            .build());
        }
    }

    private static void assertFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, UserError error) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class,
                        thrown -> assertThat(thrown.error()).isEqualTo(error));
    }

    private static UserEvent event(Random random) {
        var user = SampleUsers.user(random);
        return switch (random.nextInt(7)) {
            case 0 -> new UserEvent.Created(user, TOKEN);
            case 1 -> new UserEvent.Updated(user, TOKEN);
            case 2 -> new UserEvent.Deleted(user, TOKEN);
            case 3 -> new UserEvent.Undeleted(user, TOKEN);
            case 4 -> new UserEvent.Removed(user, TOKEN);
            case 5 -> new UserEvent.Purged(user.id(), TOKEN);
            default -> new UserEvent.Heartbeat(TOKEN);
        };
    }

    private static UserChange change(Random random) {
        var kinds = UserChange.Kind.values();
        return new UserChange(
                kinds[random.nextInt(kinds.length)],
                SampleUsers.user(random).createTime(),
                "anonymous",
                SampleUsers.etag(random),
                List.of(new UserChange.Field("labels.a", value(random), value(random))));
    }

    private static Optional<String> value(Random random) {
        return random.nextBoolean() ? Optional.of(random.nextBoolean() ? "" : "é") : Optional.empty();
    }
}
