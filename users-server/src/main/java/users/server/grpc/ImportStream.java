package users.server.grpc;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.PasswordPolicy;
import users.api.UserError;
import users.api.UserException;
import users.api.Users;
import users.api.Violation;
import users.api.grpc.ImportMessages;
import users.server.caller.Caller;
import users.server.telemetry.RequestId;
import users.server.tracing.CallTrace;
import users.v1.ImportRow;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;

/**
 * The rows of an import as they come. A thread of its own writes and answers them, and it alone: who does not read the
 * answers stops it, and with it the rows that are taken.
 */
final class ImportStream implements StreamObserver<ImportUsersRequest> {

    private final Users users;
    private final PasswordPolicy policy;
    private final StreamObserver<ImportUsersResponse> answers;
    private final ImportBatches batches = new ImportBatches();
    private Optional<ImportOptions> options = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    ImportStream(Users users, PasswordPolicy policy, StreamObserver<ImportUsersResponse> answers) {
        this.users = users;
        this.policy = policy;
        this.answers = answers;
        Context.current().addListener(over -> batches.abandon(), Runnable::run);
    }

    @Override
    public void onNext(ImportUsersRequest request) {
        if (options.isEmpty()) {
            begin(options(request));
            return;
        }
        if (failure.isPresent()) {
            return;
        }
        switch (request.getContentCase()) {
            case ROW -> add(request.getRow(), request.getSerializedSize());
            case OPTIONS -> fail(invalid("options", "must come once, in the first message"));
            case CONTENT_NOT_SET -> fail(invalid("row", "must be set in every message but the first"));
        }
    }

    @Override
    public void onError(Throwable cancelled) {
        batches.abandon();
    }

    @Override
    public void onCompleted() {
        if (options.isEmpty()) {
            throw invalid("options", "must be set in the first message");
        }
        batches.end();
    }

    private static ImportOptions options(ImportUsersRequest request) {
        return switch (request.getContentCase()) {
            case OPTIONS -> ImportMessages.decode(request.getOptions());
            case ROW, CONTENT_NOT_SET -> throw invalid("options", "must be set in the first message");
        };
    }

    private void begin(ImportOptions options) {
        this.options = Optional.of(options);
        var caller = Caller.current();
        var work = RequestId.carry(CallTrace.carry(() -> caller.call(() -> write(options))));
        Thread.ofVirtual().name("import").start(Context.current().wrap(work));
    }

    private void add(ImportRow message, int bytes) {
        try {
            var row = ImportMessages.decode(message, policy);
            batches.add(batch -> batch.add(row, bytes));
        } catch (UserException e) {
            if (!(e.error() instanceof UserError.Invalid(var violations))) {
                throw e;
            }
            batches.add(batch -> batch.refuse(new ImportResult.Rejected(message.getNumber(), violations), bytes));
        }
    }

    /** Once the rows before are answered. */
    private void fail(RuntimeException failure) {
        this.failure = Optional.of(failure);
        batches.end();
    }

    private Optional<ImportBatch> write(ImportOptions options) {
        try {
            var batch = batches.take();
            while (batch.isPresent()) {
                batch.get().write(users, options).forEach(result -> answers.onNext(ImportMessages.encode(result)));
                batch = batches.take();
            }
            failure.ifPresentOrElse(answers::onError, answers::onCompleted);
        } catch (RuntimeException e) {
            answers.onError(e);
        } finally {
            // Whoever still brings rows must not wait for this thread.
            batches.abandon();
        }
        return Optional.empty();
    }

    private static UserException invalid(String field, String description) {
        return new UserException(new UserError.Invalid(List.of(new Violation(field, description))));
    }
}
