package users.server.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Users;

/** Rows of an import that are written together, and among them those that cannot be. */
final class ImportBatch {

    private static final int MAXIMUM_ROWS = 1000;
    private static final int MAXIMUM_BYTES = 2 * 1024 * 1024;

    private final List<ImportRow> rows = new ArrayList<>();
    /** By their places among all rows. */
    private final SortedMap<Integer, ImportResult> refused = new TreeMap<>();

    private int bytes;

    /** @param bytes of its message */
    void add(ImportRow row, int bytes) {
        rows.add(row);
        this.bytes += bytes;
    }

    /** @param bytes of its message */
    void refuse(ImportResult.Rejected result, int bytes) {
        refused.put(size(), result);
        this.bytes += bytes;
    }

    boolean empty() {
        return size() == 0;
    }

    boolean full() {
        return size() >= MAXIMUM_ROWS || bytes >= MAXIMUM_BYTES;
    }

    /** What came of all rows, in their order. */
    List<ImportResult> write(Users users, ImportOptions options) {
        var results = new ArrayList<ImportResult>();
        if (!rows.isEmpty()) {
            results.addAll(users.importUsers(options, rows));
        }
        refused.forEach(results::add);
        return results;
    }

    void wipe() {
        rows.forEach(row -> row.credential().wipe());
    }

    private int size() {
        return rows.size() + refused.size();
    }
}
