package users.shell.output;

import java.util.LinkedHashMap;
import java.util.Map;
import users.api.ImportResult;

/** How many rows of an import came to what. */
public record ImportSummary(long created, long updated, long unchanged, long skipped, long rejected) {

    /** No rows yet. */
    public static final ImportSummary NONE = new ImportSummary(0, 0, 0, 0, 0);

    /** With a row more. */
    public ImportSummary plus(ImportResult result) {
        return switch (result) {
            case ImportResult.Created any -> new ImportSummary(created + 1, updated, unchanged, skipped, rejected);
            case ImportResult.Updated any -> new ImportSummary(created, updated + 1, unchanged, skipped, rejected);
            case ImportResult.Unchanged any -> new ImportSummary(created, updated, unchanged + 1, skipped, rejected);
            case ImportResult.Skipped any -> new ImportSummary(created, updated, unchanged, skipped + 1, rejected);
            case ImportResult.Rejected any -> new ImportSummary(created, updated, unchanged, skipped, rejected + 1);
        };
    }

    /** Of all rows. */
    public long rows() {
        return created + updated + unchanged + skipped + rejected;
    }

    /** By what they came to. */
    Map<String, Long> counts() {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("created", created);
        counts.put("updated", updated);
        counts.put("unchanged", unchanged);
        counts.put("skipped", skipped);
        counts.put("rejected", rejected);
        return counts;
    }
}
