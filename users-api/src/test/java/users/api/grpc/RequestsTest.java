package users.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Email;
import users.api.Etag;
import users.api.PageToken;
import users.api.PasswordPolicy;
import users.api.PersonName;
import users.api.RequestId;
import users.api.ResumeToken;
import users.api.UserChangeQuery;
import users.api.UserDeletion;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.v1.BatchGetUsersRequest;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUserChangesRequest;
import users.v1.ListUsersRequest;
import users.v1.PurgeUserRequest;
import users.v1.UndeleteUserRequest;
import users.v1.User;
import users.v1.WatchUsersRequest;

final class RequestsTest {

    private static final String ID = "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e";
    private static final String NO_ID = "must be a UUID such as " + ID;
    private static final PasswordPolicy POLICY = new PasswordPolicy(6);

    @Test
    void aUserToBeCreatedIsRead() {
        var request = CreateUserRequest.newBuilder()
                .setUser(User.newBuilder()
                        .setFirstName(" Jack ")
                        .setLastName("Hughes")
                        .setNickname("jack-hughes")
                        .setEmail("jack@test.com")
                        .setCountry("gb"))
                .setPassword("jack-test-pw")
                .build();
        try (var password = Requests.decode(request, POLICY).subject().password()) {
            assertThat(password.<String>reveal(String::new)).isEqualTo("jack-test-pw");
        }
        var profile = Requests.decode(request, POLICY).subject().profile();
        assertThat(profile.firstName()).isEqualTo(new PersonName("Jack"));
        assertThat(profile.country()).isEqualTo(new CountryCode("GB"));
    }

    @Test
    void outputOnlyFieldsOfAUserToBeCreatedAreIgnored() {
        var user = User.newBuilder()
                .setId("mine")
                .setEtag("mine")
                .setFirstName("Jack")
                .setLastName("Hughes")
                .setNickname("jack-hughes")
                .setEmail("jack@test.com")
                .setCountry("GB");
        var request = CreateUserRequest.newBuilder().setUser(user).setPassword("jack-test-pw");
        assertThat(Requests.decode(request.build(), POLICY).subject().profile().email())
                .isEqualTo(new Email("jack@test.com"));
    }

    @Test
    void everythingWrongWithAUserToBeCreatedIsReportedAtOnce() {
        var request = CreateUserRequest.newBuilder()
                .setUser(User.newBuilder()
                        .setLastName("Hu\nghes")
                        .setEmail("jack")
                        .setCountry("GBR"))
                .setPassword("short")
                .build();
        assertThat(Refused.violations(() -> Requests.decode(request, POLICY)))
                .containsExactly(
                        "user.first_name must not be empty",
                        "user.last_name must not have control characters or line breaks (U+000A)",
                        "user.nickname must not be empty",
                        "user.email must have exactly one @, such as ann@example.com",
                        "user.country must be two letters, such as GB",
                        "password must be at least 6 characters");
    }

    @Test
    void aRequestWithoutAUserNamesEveryField() {
        assertThat(Refused.violations(() -> Requests.decode(CreateUserRequest.getDefaultInstance(), POLICY)))
                .hasSize(6)
                .endsWith("password must not be empty");
    }

    @Test
    void aUserIsAskedForByIdOrEmail() {
        assertThat(Requests.decode(GetUserRequest.newBuilder().setId(ID).build()))
                .isEqualTo(UserId.parse(ID));
        assertThat(Requests.decode(GetUserRequest.newBuilder().setEmail("A@b.c").build()))
                .isEqualTo(new Email("A@b.c"));
    }

    @Test
    void whatNamesNoUserIsRefused() {
        assertThat(Refused.violations(() -> Requests.decode(GetUserRequest.getDefaultInstance())))
                .containsExactly("id or email must be set");
        assertThat(Refused.violations(() ->
                        Requests.decode(GetUserRequest.newBuilder().setId("").build())))
                .containsExactly("id " + NO_ID);
        assertThat(Refused.violations(() ->
                        Requests.decode(GetUserRequest.newBuilder().setEmail("").build())))
                .containsExactly("email must have exactly one @, such as ann@example.com");
    }

    @Test
    void theIdsOfABatchAreReadAndCounted() {
        var twice = BatchGetUsersRequest.newBuilder().addIds(ID).addIds(ID).build();
        assertThat(Requests.decode(twice)).containsExactly(UserId.parse(ID), UserId.parse(ID));

        var wrong = BatchGetUsersRequest.newBuilder().addIds(ID).addIds("1").addIds("");
        assertThat(Refused.violations(() -> Requests.decode(wrong.build())))
                .containsExactly("ids[1] " + NO_ID, "ids[2] " + NO_ID);

        var many = BatchGetUsersRequest.newBuilder().addAllIds(Collections.nCopies(1001, "1"));
        assertThat(Refused.violations(() -> Requests.decode(many.build())))
                .containsExactly("ids must be at most 1,000; ask for the rest in another call");
    }

    @Test
    void theUserToBeUndeletedOrPurgedIsRead() {
        assertThat(Requests.decode(UndeleteUserRequest.newBuilder().setId(ID).build()))
                .isEqualTo(new WriteRequest<>(UserId.parse(ID), WriteOptions.NONE));
        assertThat(Requests.decode(PurgeUserRequest.newBuilder().setId(ID).build()))
                .isEqualTo(UserId.parse(ID));
        assertThat(Refused.violations(() -> Requests.decode(UndeleteUserRequest.getDefaultInstance())))
                .containsExactly("id " + NO_ID);
        assertThat(Refused.violations(() -> Requests.decode(PurgeUserRequest.getDefaultInstance())))
                .containsExactly("id " + NO_ID);
    }

    @Test
    void aPageToBeListedIsRead() {
        assertThat(Requests.decode(ListUsersRequest.getDefaultInstance()))
                .isEqualTo(new UserQuery(Filter.ALL, 50, Optional.empty()));
        assertThat(Requests.decode(ListUsersRequest.newBuilder()
                        .setFilter("country = \"GB\"")
                        .setPageSize(2000)
                        .setPageToken("token")
                        .setOrderBy("last_name desc")
                        .setShowDeleted(true)
                        .build()))
                .isEqualTo(new UserQuery(
                        Filter.country(new CountryCode("GB")),
                        new UserOrder(UserOrder.Field.LAST_NAME, true),
                        true,
                        1000,
                        Optional.of(new PageToken("token"))));
    }

    @Test
    void everythingWrongWithAListIsReportedAtOnce() {
        var request = ListUsersRequest.newBuilder()
                .setFilter("contry = GB")
                .setOrderBy("nick")
                .setPageSize(-1)
                .build();
        assertThat(Refused.violations(() -> Requests.decode(request)))
                .containsExactly(
                        "filter has no field \"contry\" at character 1; did you mean country?",
                        "order_by has no field \"nick\"; there are create_time, update_time, email, last_name, first_name, nickname,"
                                + " country",
                        "page_size must not be negative; leave it out for 50");
    }

    @Test
    void aUserToBeDeletedIsRead() {
        assertThat(Requests.decode(DeleteUserRequest.newBuilder().setId(ID).build()))
                .isEqualTo(new WriteRequest<>(new UserDeletion(UserId.parse(ID), Optional.empty()), WriteOptions.NONE));
        assertThat(Requests.decode(DeleteUserRequest.newBuilder()
                        .setId(ID)
                        .setEtag("3")
                        .setRequestId(ID)
                        .setValidateOnly(true)
                        .build()))
                .isEqualTo(new WriteRequest<>(
                        new UserDeletion(UserId.parse(ID), Optional.of(new Etag(3))),
                        new WriteOptions(Optional.of(RequestId.parse(ID)), true)));
    }

    @Test
    void everythingWrongWithADeletionIsReportedAtOnce() {
        var request = DeleteUserRequest.newBuilder()
                .setId("1")
                .setEtag("x")
                .setRequestId("once")
                .build();
        assertThat(Refused.violations(() -> Requests.decode(request)))
                .containsExactly(
                        "request_id " + NO_ID, "id " + NO_ID, "etag must be the etag of a user that was read before");
    }

    @Test
    void aWatchIsFromNowOrFromAToken() {
        assertThat(Requests.decode(WatchUsersRequest.getDefaultInstance()))
                .isEqualTo(new WatchRequest(Filter.ALL, Optional.empty()));
        assertThat(Requests.decode(WatchUsersRequest.newBuilder()
                        .setFilter("country = GB")
                        .setResumeToken("behind")
                        .build()))
                .isEqualTo(new WatchRequest(
                        Filter.country(new CountryCode("GB")), Optional.of(new ResumeToken("behind"))));
        assertThat(Refused.violations(() -> Requests.decode(
                        WatchUsersRequest.newBuilder().setFilter("country =").build())))
                .singleElement()
                .asString()
                .startsWith("filter ");
    }

    @Test
    void aHistoryIsOfAUserInPages() {
        var id = "0198c5f4-7b3a-7cc1-9d1e-2f6a3b4c5d6e";
        assertThat(Requests.decode(ListUserChangesRequest.newBuilder().setId(id).build()))
                .isEqualTo(new UserChangeQuery(UserId.parse(id), 50, Optional.empty()));
        assertThat(Requests.decode(ListUserChangesRequest.newBuilder()
                        .setId(id)
                        .setPageSize(5000)
                        .setPageToken("next")
                        .build()))
                .isEqualTo(new UserChangeQuery(UserId.parse(id), 1000, Optional.of(new PageToken("next"))));
        assertThat(Refused.violations(() -> Requests.decode(
                        ListUserChangesRequest.newBuilder().setPageSize(-1).build())))
                .containsExactly("id " + NO_ID, "page_size must not be negative; leave it out for 50");
    }
}
