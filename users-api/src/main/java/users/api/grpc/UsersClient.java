package users.api.grpc;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import users.api.Email;
import users.api.ExportedUser;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.NewUser;
import users.api.PageToken;
import users.api.Password;
import users.api.RequestId;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserBatch;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserDeletion;
import users.api.UserEvent;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.v1.BatchGetUsersRequest;
import users.v1.ChangePasswordRequest;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.ExportUsersRequest;
import users.v1.GetUserRequest;
import users.v1.ListUserChangesRequest;
import users.v1.ListUsersRequest;
import users.v1.PurgeUserRequest;
import users.v1.SetPasswordRequest;
import users.v1.UndeleteUserRequest;
import users.v1.UsersServiceGrpc;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;
import users.v1.UsersServiceGrpc.UsersServiceBlockingV2Stub;
import users.v1.VerifyPasswordRequest;
import users.v1.WatchUsersRequest;

/** The users of a server. Threads may share it; an interrupt ends a call with {@code CANCELLED}. */
public final class UsersClient implements Users {

    private final UsersServiceBlockingStub stub;
    /** Without a deadline. */
    private final UsersServiceBlockingV2Stub streams;

    private final Duration deadline;

    /**
     * A client on a channel that stays its owner's to close.
     *
     * @param channel built with {@link #serviceConfig()}, so that reads are retried
     * @param deadline for each call that is answered once, its retries included
     */
    public UsersClient(Channel channel, Duration deadline) {
        stub = UsersServiceGrpc.newBlockingStub(channel);
        streams = UsersServiceGrpc.newBlockingV2Stub(channel);
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
                                Map.of("service", service, "method", "BatchGetUsers"),
                                Map.of("service", service, "method", "ListUsers"),
                                Map.of("service", service, "method", "ListUserChanges")),
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
    public User create(NewUser user, WriteOptions options) {
        try (var password = user.password()) {
            var request = CreateUserRequest.newBuilder()
                    .setUser(UserMessages.encode(user.profile()))
                    .setPassword(password.reveal(String::new))
                    .setRequestId(requestId(options))
                    .setValidateOnly(options.validateOnly())
                    .build();
            return call(stub -> stub.createUser(request), UserMessages::decode);
        }
    }

    @Override
    public User get(UserKey key, boolean showDeleted) {
        var request = GetUserRequest.newBuilder().setShowDeleted(showDeleted);
        switch (key) {
            case UserId id -> request.setId(id.toString());
            case Email email -> request.setEmail(email.value());
        }
        return call(stub -> stub.getUser(request.build()), UserMessages::decode);
    }

    @Override
    public UserBatch get(List<UserId> ids) {
        var request = BatchGetUsersRequest.newBuilder();
        ids.forEach(id -> request.addIds(id.toString()));
        return call(stub -> stub.batchGetUsers(request.build()), UserMessages::decode);
    }

    @Override
    public UserPage list(UserQuery query) {
        var request = ListUsersRequest.newBuilder()
                .setFilter(query.filter().toString())
                .setOrderBy(query.order().toString())
                .setShowDeleted(query.showDeleted())
                .setPageSize(query.pageSize())
                .setPageToken(query.pageToken().map(PageToken::value).orElse(""))
                .build();
        return call(stub -> stub.listUsers(request), UserMessages::decode);
    }

    @Override
    public User update(UserUpdate update, WriteOptions options) {
        var request = UpdateMessage.encode(update)
                .setRequestId(requestId(options))
                .setValidateOnly(options.validateOnly())
                .build();
        return call(stub -> stub.updateUser(request), UserMessages::decode);
    }

    @Override
    public User delete(UserDeletion deletion, WriteOptions options) {
        var request = DeleteUserRequest.newBuilder()
                .setId(deletion.id().toString())
                .setRequestId(requestId(options))
                .setValidateOnly(options.validateOnly());
        deletion.etag().ifPresent(etag -> request.setEtag(etag.toString()));
        return call(stub -> stub.deleteUser(request.build()), UserMessages::decode);
    }

    @Override
    public User undelete(UserId id, WriteOptions options) {
        var request = UndeleteUserRequest.newBuilder()
                .setId(id.toString())
                .setRequestId(requestId(options))
                .setValidateOnly(options.validateOnly())
                .build();
        return call(stub -> stub.undeleteUser(request), UserMessages::decode);
    }

    @Override
    public void purge(UserId id) {
        var request = PurgeUserRequest.newBuilder().setId(id.toString()).build();
        call(stub -> stub.purgeUser(request), Function.identity());
    }

    @Override
    public User verifyPassword(UserKey key, Password password) {
        try (var secret = password) {
            var request = VerifyPasswordRequest.newBuilder().setPassword(secret.reveal(String::new));
            switch (key) {
                case UserId id -> request.setId(id.toString());
                case Email email -> request.setEmail(email.value());
            }
            return call(stub -> stub.verifyPassword(request.build()), UserMessages::decode);
        }
    }

    @Override
    public User changePassword(UserId id, Password oldPassword, Password newPassword) {
        try (var old = oldPassword;
                var wanted = newPassword) {
            var request = ChangePasswordRequest.newBuilder()
                    .setId(id.toString())
                    .setOldPassword(old.reveal(String::new))
                    .setNewPassword(wanted.reveal(String::new))
                    .build();
            return call(stub -> stub.changePassword(request), UserMessages::decode);
        }
    }

    @Override
    public User setPassword(UserId id, Password password) {
        try (var secret = password) {
            var request = SetPasswordRequest.newBuilder()
                    .setId(id.toString())
                    .setPassword(secret.reveal(String::new))
                    .build();
            return call(stub -> stub.setPassword(request), UserMessages::decode);
        }
    }

    @Override
    public List<ImportResult> importUsers(ImportOptions options, List<ImportRow> rows) {
        try (var results = importUsers(options, rows.iterator())) {
            return results.toList();
        } finally {
            rows.forEach(row -> row.credential().wipe());
        }
    }

    /**
     * Imports as many users as there are, by one call and for as long as it takes: rows are taken as they can be sent, on a
     * thread of its own, and each result comes once its row is written. What the rows throw comes out of the results.
     *
     * @return one result for each row, in their order; whoever takes them closes the stream, which ends the call
     */
    public Stream<ImportResult> importUsers(ImportOptions options, Iterator<ImportRow> rows) {
        return new ImportCall(streams.importUsers(), rows).results(options);
    }

    @Override
    public Stream<ExportedUser> export(Filter filter, boolean passwordHashes) {
        var request = ExportUsersRequest.newBuilder()
                .setFilter(filter.toString())
                .setIncludePasswordHashes(passwordHashes)
                .build();
        return Answers.stream(streams.exportUsers(request), UserMessages::decode);
    }

    @Override
    public Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume) {
        var request = WatchUsersRequest.newBuilder()
                .setFilter(filter.toString())
                .setResumeToken(resume.map(ResumeToken::value).orElse(""))
                .build();
        return Answers.begun(streams.watchUsers(request), ChangeMessages::decode);
    }

    @Override
    public UserChangePage changes(UserChangeQuery query) {
        var request = ListUserChangesRequest.newBuilder()
                .setId(query.id().toString())
                .setPageSize(query.pageSize())
                .setPageToken(query.pageToken().map(PageToken::value).orElse(""))
                .build();
        return call(stub -> stub.listUserChanges(request), ChangeMessages::decode);
    }

    private static String requestId(WriteOptions options) {
        return options.requestId().map(RequestId::toString).orElse("");
    }

    private <M, T> T call(Function<UsersServiceBlockingStub, M> method, Function<M, T> decode) {
        M answer;
        try {
            answer = method.apply(stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (StatusRuntimeException e) {
            throw Answers.refused(e);
        }
        return Answers.read(answer, decode);
    }
}
