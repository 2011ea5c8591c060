package users.server.takeover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with users, by their ids: what a log may have of a person. */
final class Findings {

    private static final int SHOWN = 20;

    private final List<String> lines = new ArrayList<>();
    private long more;

    /** A user that breaks rules. */
    void add(String id, String violations) {
        add("user %s: %s".formatted(id, violations));
    }

    /** Users who would be one. */
    void addTwins(String ids) {
        add("users %s: email must differ in more than case and spelling".formatted(ids));
    }

    /** @throws TakeoverRefusedException when there were any */
    void refuse() {
        if (lines.isEmpty()) {
            return;
        }
        if (more > 0) {
            lines.add(String.format(Locale.ROOT, "and %,d more", more));
        }
        throw new TakeoverRefusedException(
                List.copyOf(lines),
                "Mend the rows with SQL, such as: update users.users set email = '…' where id = '…'");
    }

    private void add(String line) {
        if (lines.size() < SHOWN) {
            lines.add(line);
        } else {
            more++;
        }
    }
}
