package users.shell;

import com.google.protobuf.Empty;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import users.api.PasswordPolicy;
import users.api.UserException;
import users.api.filter.Filter;
import users.api.grpc.ChangeMessages;
import users.api.grpc.ErrorStatuses;
import users.api.grpc.PasswordRequests;
import users.api.grpc.Requests;
import users.api.grpc.UserMessages;
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
import users.v1.UsersServiceGrpc;
import users.v1.VerifyPasswordRequest;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

/** Users in memory as a gRPC service that can be told to hang. */
final class FakeService extends UsersServiceGrpc.UsersServiceImplBase {

    private final FakeUsers users;
    private final CountDownLatch end;
    private final PasswordPolicy policy = new PasswordPolicy(6);
    private final List<String> filters = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean hanging;

    /** @param end when calls that hang are let go */
    FakeService(FakeUsers users, CountDownLatch end) {
        this.users = users;
        this.end = end;
    }

    /** By which lists were asked for, as they came. */
    List<String> filters() {
        return List.copyOf(filters);
    }

    void hang(boolean hanging) {
        this.hanging = hanging;
    }

    @Override
    public void createUser(CreateUserRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var write = Requests.decode(request, policy);
            return UserMessages.encode(users.create(write.subject(), write.options()));
        });
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<User> answer) {
        answer(answer, () -> UserMessages.encode(users.get(Requests.decode(request), request.getShowDeleted())));
    }

    @Override
    public void batchGetUsers(BatchGetUsersRequest request, StreamObserver<BatchGetUsersResponse> answer) {
        answer(answer, () -> UserMessages.encode(users.get(Requests.decode(request))));
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> answer) {
        filters.add(request.getFilter());
        answer(answer, () -> UserMessages.encode(users.list(Requests.decode(request))));
    }

    @Override
    public void updateUser(UpdateUserRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var write = Requests.decode(request);
            return UserMessages.encode(users.update(write.subject(), write.options()));
        });
    }

    @Override
    public void deleteUser(DeleteUserRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var write = Requests.decode(request);
            return UserMessages.encode(users.delete(write.subject(), write.options()));
        });
    }

    @Override
    public void undeleteUser(UndeleteUserRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var write = Requests.decode(request);
            return UserMessages.encode(users.undelete(write.subject(), write.options()));
        });
    }

    @Override
    public void purgeUser(PurgeUserRequest request, StreamObserver<Empty> answer) {
        answer(answer, () -> {
            users.purge(Requests.decode(request));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void verifyPassword(VerifyPasswordRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var verification = PasswordRequests.decode(request);
            return UserMessages.encode(users.verifyPassword(verification.key(), verification.password()));
        });
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var change = PasswordRequests.decode(request, policy);
            return UserMessages.encode(users.changePassword(change.id(), change.oldPassword(), change.newPassword()));
        });
    }

    @Override
    public void setPassword(SetPasswordRequest request, StreamObserver<User> answer) {
        answer(answer, () -> {
            var setting = PasswordRequests.decode(request, policy);
            return UserMessages.encode(users.setPassword(setting.id(), setting.password()));
        });
    }

    @Override
    public void listUserChanges(ListUserChangesRequest request, StreamObserver<ListUserChangesResponse> answer) {
        answer(answer, () -> ChangeMessages.encode(users.changes(Requests.decode(request))));
    }

    @Override
    public StreamObserver<ImportUsersRequest> importUsers(StreamObserver<ImportUsersResponse> answer) {
        return new FakeImport(users, policy, answer, () -> hanging);
    }

    @Override
    public void exportUsers(ExportUsersRequest request, StreamObserver<ExportUsersResponse> answer) {
        users.export(Filter.parse(request.getFilter()), request.getIncludePasswordHashes())
                .map(UserMessages::encode)
                .forEach(answer::onNext);
        answer.onCompleted();
    }

    @Override
    public void watchUsers(WatchUsersRequest request, StreamObserver<WatchUsersResponse> answer) {
        var watch = Requests.decode(request);
        var watcher = Thread.currentThread();
        Context.current().addListener(context -> watcher.interrupt(), Runnable::run);
        try (var events = users.watch(watch.filter(), watch.resume())) {
            events.map(ChangeMessages::encode).forEach(answer::onNext);
        } catch (UserException e) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
        }
    }

    private <T> void answer(StreamObserver<T> answer, Supplier<T> message) {
        try {
            if (hanging) {
                end.await();
            }
            answer.onNext(message.get());
            answer.onCompleted();
        } catch (UserException e) {
            answer.onError(ErrorStatuses.encode(e.error()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
