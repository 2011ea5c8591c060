package users.server.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.stream.Stream;
import users.api.User;
import users.api.grpc.UserMessages;
import users.v1.ExportUsersResponse;

/** An export on its way: users are taken as their reader can be sent more, and no thread waits for it meanwhile. */
final class ExportStream implements Runnable {

    private final Stream<User> source;
    private final Iterator<User> users;
    private final ServerCallStreamObserver<ExportUsersResponse> answers;
    private boolean completed;

    private ExportStream(Stream<User> source, ServerCallStreamObserver<ExportUsersResponse> answers) {
        this.source = source;
        users = source.iterator();
        this.answers = answers;
    }

    /** Begins it, when called on the thread of its call. */
    static void start(Stream<User> users, ServerCallStreamObserver<ExportUsersResponse> answers) {
        answers.setOnReadyHandler(new ExportStream(users, answers));
        // At once, also while the database looks for the next user.
        Context.current().addListener(over -> users.close(), Thread::startVirtualThread);
    }

    @Override
    public void run() {
        while (!completed && answers.isReady()) {
            if (users.hasNext()) {
                answers.onNext(ExportUsersResponse.newBuilder()
                        .setUser(UserMessages.encode(users.next()))
                        .build());
            } else {
                completed = true;
                source.close();
                answers.onCompleted();
            }
        }
    }
}
