package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.deletion;
import static users.server.contract.People.nobody;
import static users.server.contract.People.somebody;
import static users.server.contract.Rows.options;
import static users.server.contract.Rows.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.api.ImportOptions.Conflict;
import users.api.ImportRow;
import users.api.User;
import users.api.UserStatus;
import users.api.Users;
import users.api.filter.Filter;

public interface ExportContract {

    Users users();

    @Test
    default void everyUserThatTheFilterLetsThroughIsExportedByItsId() {
        var key = "export-" + nobody();
        var rows = IntStream.range(0, 900)
                .mapToObj(i -> row(nobody(), People.labelled(Map.of(key, "v"), new UserStatus.Disabled("r" + i))))
                .toList();
        users().importUsers(options(Conflict.REJECT), rows);
        var gone = rows.getLast().id().orElseThrow();
        users().delete(deletion(gone));

        var exported = exported("labels : \"" + key + "\"");

        var ids = rows.stream()
                .map(row -> row.id().orElseThrow())
                .filter(id -> !id.equals(gone))
                .sorted(Comparator.comparing(Object::toString))
                .toList();
        assertThat(exported).extracting(User::id).isEqualTo(ids);
        assertThat(exported)
                .allSatisfy(user -> assertThat(users().get(user.id())).isEqualTo(user));
    }

    @Test
    default void anExportIsOfTheMomentThatItBeganAt() {
        var key = "moment-" + nobody();
        var rows = new ArrayList<ImportRow>();
        for (int i = 0; i < 900; i++) {
            rows.add(row(nobody(), People.labelled(Map.of(key, ""), UserStatus.ENABLED)));
        }
        users().importUsers(options(Conflict.REJECT), rows);
        try (var export = users().export(Filter.parse("labels : \"" + key + "\""))) {
            var users = export.iterator();
            users.next();
            rows.forEach(row -> users().delete(deletion(row.id().orElseThrow())));

            int count = 1;
            for (; users.hasNext(); count++) {
                users.next();
            }
            assertThat(count).isEqualTo(900);
        }
        assertThat(exported("labels : \"" + key + "\"")).isEmpty();
    }

    @Test
    default void withoutAFilterEverybodyIsExported() {
        var user = users().create(somebody());

        assertThat(exported("")).contains(user);
    }

    @Test
    default void whatWasExportedIsImportedUnchanged() {
        var key = "round-" + nobody();
        var values = List.of("O\"Neil, Jr", "=1+1", "00123", "NULL", "\\N", "a\r\nb", "{\"a\":1}", "");
        var rows = values.stream()
                .map(value -> row(People.labelled(Map.of(key, value), UserStatus.ENABLED)))
                .toList();
        users().importUsers(options(Conflict.REJECT), rows);

        var exported = exported("labels : \"" + key + "\"");
        var again =
                exported.stream().map(user -> row(user.id(), user.profile())).toList();

        assertThat(exported)
                .extracting(user -> user.profile().labels().value(key).orElseThrow())
                .containsExactlyInAnyOrderElementsOf(values);
        assertThat(Rows.kinds(users().importUsers(options(Conflict.REJECT), again)))
                .containsOnly("Unchanged");
    }

    private List<User> exported(String filter) {
        try (var users = users().export(Filter.parse(filter))) {
            return users.toList();
        }
    }
}
