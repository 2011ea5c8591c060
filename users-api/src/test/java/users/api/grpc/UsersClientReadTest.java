package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static users.api.grpc.Jack.ID;
import static users.api.grpc.Jack.JACK;
import static users.api.grpc.Jack.PROFILE;
import static users.api.grpc.Jack.PROFILE_MESSAGE;
import static users.api.grpc.ScriptedServer.answering;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.PageToken;
import users.api.UserBatch;
import users.api.UserError;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.v1.BatchGetUsersRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;

/** What the client sends to read users, and makes of the answer. */
final class UsersClientReadTest {

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
}
