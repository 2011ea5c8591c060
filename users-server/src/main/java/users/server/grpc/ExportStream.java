package users.server.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.stream.Stream;
import users.api.ExportedUser;
import users.api.grpc.UserMessages;
import users.v1.ExportUsersResponse;

/** An export on its way: users are taken as their reader can be sent more, and no thread waits for it meanwhile. */
final class ExportStream implements Runnable {

    private final Stream<ExportedUser> source;
    private final Iterator<ExportedUser> users;
    private final ServerCallStreamObserver<ExportUsersResponse> answers;
    private boolean completed;

    private ExportStream(Stream<ExportedUser> source, ServerCallStreamObserver<ExportUsersResponse> answers) {
        this.source = source;
        users = source.iterator();
        this.answers = answers;
    }

    /** Begins it, when called on the thread of its call. */
    static void start(Stream<ExportedUser> users, ServerCallStreamObserver<ExportUsersResponse> answers) {
        answers.setOnReadyHandler(new ExportStream(users, answers));
        // At once, also while the database looks for the next user.
        Context.current().addListener(over -> users.close(), Thread::startVirtualThread);
    }

    @Override
    public void run() {
        while (!completed && answers.isReady()) {
            if (users.hasNext()) {
                answers.onNext(UserMessages.encode(users.next()));
            } else {
                completed = true;
                source.close();
                answers.onCompleted();
            }
        }
    }
}
