package users.server.grpc;

import com.google.protobuf.Empty;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.stream.Stream;
import users.api.PasswordPolicy;
import users.api.Role;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.Users;
import users.api.grpc.ChangeMessages;
import users.api.grpc.PasswordRequests;
import users.api.grpc.Requests;
import users.api.grpc.UserMessages;
import users.api.grpc.WriteRequest;
import users.server.caller.Caller;
import users.v1.BatchGetUsersRequest;
import users.v1.BatchGetUsersResponse;
import users.v1.ChangePasswordRequest;
import users.v1.CreateUserRequest;
import users.v1.DeleteUserRequest;
import users.v1.ExportUsersRequest;
import users.v1.ExportUsersResponse;
import users.v1.GetUserRequest;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.ListUserChangesRequest;
import users.v1.ListUserChangesResponse;
import users.v1.ListUsersRequest;
import users.v1.ListUsersResponse;
import users.v1.PurgeUserRequest;
import users.v1.SetPasswordRequest;
import users.v1.UndeleteUserRequest;
import users.v1.UpdateUserRequest;
import users.v1.User;
import users.v1.UsersServiceGrpc.UsersServiceImplBase;
import users.v1.VerifyPasswordRequest;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

/** {@code users.v1.UsersService}: decodes, calls, encodes. What its methods throw is {@link CallGuard}'s to answer. */
public final class UsersEndpoint extends UsersServiceImplBase {

    private final Users users;
    private final PasswordPolicy policy;

    /** @param policy for new passwords */
    public UsersEndpoint(Users users, PasswordPolicy policy) {
        this.users = users;
        this.policy = policy;
    }

    @Override
    public void createUser(CreateUserRequest request, StreamObserver<User> answer) {
        var write = Requests.decode(request, policy);
        answer(answer, UserMessages.encode(users.create(write.subject(), write.options())));
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<User> answer) {
        answer(answer, UserMessages.encode(users.get(Requests.decode(request), request.getShowDeleted())));
    }

    @Override
    public void batchGetUsers(BatchGetUsersRequest request, StreamObserver<BatchGetUsersResponse> answer) {
        answer(answer, UserMessages.encode(users.get(Requests.decode(request))));
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> answer) {
        answer(answer, UserMessages.encode(users.list(Requests.decode(request))));
    }

    @Override
    public void updateUser(UpdateUserRequest request, StreamObserver<User> answer) {
        var write = Requests.decode(request);
        answer(answer, UserMessages.encode(users.update(write.subject(), write.options())));
    }

    @Override
    public void deleteUser(DeleteUserRequest request, StreamObserver<User> answer) {
        var write = Requests.decode(request);
        answer(
                answer,
                request.getAllowMissing()
                        ? deleteIfThere(write)
                        : UserMessages.encode(users.delete(write.subject(), write.options())));
    }

    @Override
    public void undeleteUser(UndeleteUserRequest request, StreamObserver<User> answer) {
        var write = Requests.decode(request);
        answer(answer, UserMessages.encode(users.undelete(write.subject(), write.options())));
    }

    @Override
    public void purgeUser(PurgeUserRequest request, StreamObserver<Empty> answer) {
        users.purge(Requests.decode(request));
        answer(answer, Empty.getDefaultInstance());
    }

    @Override
    public void verifyPassword(VerifyPasswordRequest request, StreamObserver<User> answer) {
        var verification = PasswordRequests.decode(request);
        answer(answer, UserMessages.encode(users.verifyPassword(verification.key(), verification.password())));
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<User> answer) {
        var change = PasswordRequests.decode(request, policy);
        answer(
                answer,
                UserMessages.encode(users.changePassword(change.id(), change.oldPassword(), change.newPassword())));
    }

    @Override
    public void setPassword(SetPasswordRequest request, StreamObserver<User> answer) {
        var setting = PasswordRequests.decode(request, policy);
        answer(answer, UserMessages.encode(users.setPassword(setting.id(), setting.password())));
    }

    @Override
    public void watchUsers(WatchUsersRequest request, StreamObserver<WatchUsersResponse> answer) {
        var watch = Requests.decode(request);
        try (var events = users.watch(watch.filter(), watch.resume())) {
            endWithCall(events);
            events.forEach(event -> answer.onNext(ChangeMessages.encode(event)));
        }
    }

    @Override
    public void listUserChanges(ListUserChangesRequest request, StreamObserver<ListUserChangesResponse> answer) {
        answer(answer, ChangeMessages.encode(users.changes(Requests.decode(request))));
    }

    /** Whoever has cancelled, or whose time is over, is not waited for. */
    private static void endWithCall(Stream<?> answers) {
        Context.current().addListener(ended -> answers.close(), Runnable::run);
    }

    @Override
    public StreamObserver<ImportUsersRequest> importUsers(StreamObserver<ImportUsersResponse> answers) {
        return new ImportStream(users, policy, answers);
    }

    @Override
    public void exportUsers(ExportUsersRequest request, StreamObserver<ExportUsersResponse> answers) {
        boolean hashes = request.getIncludePasswordHashes();
        if (hashes) {
            Caller.current().require(Role.ADMIN);
        }
        ExportStream.start(
                users.export(Requests.decode(request), hashes),
                (ServerCallStreamObserver<ExportUsersResponse>) answers);
    }

    /** AIP-135: what is not there counts as deleted. */
    private User deleteIfThere(WriteRequest<UserDeletion> write) {
        try {
            return UserMessages.encode(users.delete(write.subject(), write.options()));
        } catch (UserException e) {
            if (e.error() instanceof UserError.NotFound || e.error() instanceof UserError.Deleted) {
                return User.newBuilder().setId(write.subject().id().toString()).build();
            }
            throw e;
        }
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }
}
