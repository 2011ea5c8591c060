package users.api.grpc;

import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.Iterator;
import java.util.stream.Stream;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;

/** An import: rows are sent as the server takes them, while their results are read. */
record ImportCall(BlockingClientCall<ImportUsersRequest, ImportUsersResponse> call, Iterator<ImportRow> rows) {

    Stream<ImportResult> results(ImportOptions options) {
        Thread.startVirtualThread(() -> send(options));
        return Answers.stream(call, ImportMessages::decode);
    }

    private void send(ImportOptions options) {
        try {
            boolean open = call.write(ImportMessages.encode(options));
            while (open && rows.hasNext()) {
                open = send(rows.next());
            }
            call.halfClose();
        } catch (StatusException e) {
            // Whoever reads the results is told.
        } catch (InterruptedException | RuntimeException e) {
            call.cancel("There are no more rows", e);
        }
    }

    private boolean send(ImportRow row) throws InterruptedException, StatusException {
        try {
            return call.write(ImportMessages.encode(row));
        } finally {
            row.credential().wipe();
        }
    }
}
