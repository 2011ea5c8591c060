package users.api.grpc;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import users.api.Email;
import users.api.NewUser;
import users.api.PageToken;
import users.api.User;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.GetUserRequest;
import users.v1.ListUsersRequest;
import users.v1.UpdateUserRequest;
import users.v1.UsersServiceGrpc;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** The users of a server. Threads may share it; an interrupt ends a call with {@code CANCELLED}. */
public final class UsersClient implements Users {

    private final UsersServiceBlockingStub stub;
    private final Duration deadline;

    /**
     * A client on a channel that stays its owner's to close.
     *
     * @param channel built with {@link #serviceConfig()}, so that reads are retried
     * @param deadline for each call, its retries included
     */
    public UsersClient(Channel channel, Duration deadline) {
        stub = UsersServiceGrpc.newBlockingStub(channel);
        this.deadline = deadline;
    }

    /**
     * The gRPC service config that has reads, and reads alone, tried again while a server is unavailable: a write that
     * got no answer may have been done.
     */
    public static Map<String, Object> serviceConfig() {
        var service = UsersServiceGrpc.SERVICE_NAME;
        return Map.of(
                "methodConfig",
                List.of(Map.of(
                        "name",
                        List.of(
                                Map.of("service", service, "method", "GetUser"),
                                Map.of("service", service, "method", "ListUsers")),
                        "retryPolicy",
                        Map.of(
                                "maxAttempts",
                                4.0,
                                "initialBackoff",
                                "0.1s",
                                "maxBackoff",
                                "1s",
                                "backoffMultiplier",
                                2.0,
                                "retryableStatusCodes",
                                List.of("UNAVAILABLE")))));
    }

    @Override
    public User create(NewUser user) {
        try (var password = user.password()) {
            var request = CreateUserRequest.newBuilder()
                    .setUser(UserMessages.encode(user.profile()))
                    .setPassword(password.reveal(String::new))
                    .build();
            return call(stub -> stub.createUser(request), UserMessages::decode);
        }
    }

    @Override
    public User get(UserKey key) {
        var request = GetUserRequest.newBuilder();
        switch (key) {
            case UserId id -> request.setId(id.toString());
            case Email email -> request.setEmail(email.value());
        }
        return call(stub -> stub.getUser(request.build()), UserMessages::decode);
    }

    @Override
    public UserPage list(UserQuery query) {
        var request = ListUsersRequest.newBuilder()
                .setFilter(query.filter().toString())
                .setPageSize(query.pageSize())
                .setPageToken(query.pageToken().map(PageToken::value).orElse(""))
                .build();
        return call(stub -> stub.listUsers(request), UserMessages::decode);
    }

    @Override
    public User update(UserUpdate update) {
        var request = UpdateUserRequest.newBuilder();
        var user = request.getUserBuilder().setId(update.id().toString());
        update.etag().ifPresent(etag -> user.setEtag(etag.toString()));
        change(request, "first_name", update.firstName(), name -> user.setFirstName(name.value()));
        change(request, "last_name", update.lastName(), name -> user.setLastName(name.value()));
        change(request, "nickname", update.nickname(), nickname -> user.setNickname(nickname.value()));
        change(request, "email", update.email(), email -> user.setEmail(email.value()));
        change(request, "country", update.country(), country -> user.setCountry(country.value()));
        return call(stub -> stub.updateUser(request.build()), UserMessages::decode);
    }

    @Override
    public User delete(UserDeletion deletion) {
        var request = DeleteUserRequest.newBuilder().setId(deletion.id().toString());
        deletion.etag().ifPresent(etag -> request.setEtag(etag.toString()));
        return call(stub -> stub.deleteUser(request.build()), UserMessages::decode);
    }

    private static <T> void change(
            UpdateUserRequest.Builder request, String path, Optional<T> value, Consumer<T> field) {
        value.ifPresent(set -> {
            field.accept(set);
            request.getUpdateMaskBuilder().addPaths(path);
        });
    }

    private <M, T> T call(Function<UsersServiceBlockingStub, M> method, Function<M, T> decode) {
        M answer;
        try {
            answer = method.apply(stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (StatusRuntimeException e) {
            throw new UserException(StatusErrors.decode(e), e);
        }
        try {
            return decode.apply(answer);
        } catch (UserException e) {
            // The violations are the server's and not the caller's.
            throw new UserException(
                    new UserError.Refused("INTERNAL", "the server's answer makes no sense: " + e.getMessage()), e);
        }
    }
}
