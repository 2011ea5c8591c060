package users.shell;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.PasswordPolicy;
import users.api.UserError;
import users.api.UserException;
import users.api.grpc.ImportMessages;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;

/** The stream of an import, each row done as it comes. */
final class FakeImport implements StreamObserver<ImportUsersRequest> {

    private final FakeUsers users;
    private final PasswordPolicy policy;
    private final StreamObserver<ImportUsersResponse> answer;
    private final BooleanSupplier hanging;
    private Optional<ImportOptions> options = Optional.empty();

    /** @param hanging whether rows get no answer */
    FakeImport(
            FakeUsers users,
            PasswordPolicy policy,
            StreamObserver<ImportUsersResponse> answer,
            BooleanSupplier hanging) {
        this.users = users;
        this.policy = policy;
        this.answer = answer;
        this.hanging = hanging;
    }

    @Override
    public void onNext(ImportUsersRequest request) {
        switch (request.getContentCase()) {
            case OPTIONS -> options = Optional.of(ImportMessages.decode(request.getOptions()));
            case ROW -> {
                if (!hanging.getAsBoolean()) {
                    answer.onNext(ImportMessages.encode(result(request.getRow())));
                }
            }
            case CONTENT_NOT_SET -> throw new AssertionError("a message without content");
        }
    }

    private ImportResult result(users.v1.ImportRow message) {
        try {
            return users.importUsers(options.orElseThrow(), List.of(ImportMessages.decode(message, policy)))
                    .getFirst();
        } catch (UserException e) {
            return switch (e.error()) {
                case UserError.Invalid(var violations) -> new ImportResult.Rejected(message.getNumber(), violations);
                case UserError other -> throw e;
            };
        }
    }

    @Override
    public void onError(Throwable failure) {
        // Whoever sent is gone.
    }

    @Override
    public void onCompleted() {
        if (!hanging.getAsBoolean()) {
            answer.onCompleted();
        }
    }
}
