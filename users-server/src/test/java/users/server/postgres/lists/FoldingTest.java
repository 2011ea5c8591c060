package users.server.postgres.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import users.api.filter.Texts;
import users.server.postgres.TestDatabase;

/** Case does not matter in the same way here and in PostgreSQL, whatever locale either is in. */
class FoldingTest {

    private static final String ALL_CHARACTERS = """
            select n, lower(chr(n) collate pg_c_utf8), lower(lower(chr(n) collate pg_c_utf8))
            from generate_series(1, 1114111) as n
            where n not between 55296 and 57343
            """;

    @Test
    void everyCharacterIsFoldedAsPostgresFoldsIt() throws SQLException {
        var different = new ArrayList<String>();
        int count = 0;
        try (var connection = TestDatabase.create().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(ALL_CHARACTERS)) {
            while (rows.next()) {
                int character = rows.getInt(1);
                var folded = rows.getString(2);
                if (!List.of(folded, folded)
                        .equals(List.of(Texts.fold(Character.toString(character)), rows.getString(3)))) {
                    different.add("U+%04X".formatted(character));
                }
                count++;
            }
        }

        assertThat(different).isEmpty();
        assertThat(count).isEqualTo(0x10FFFF - 2048);
    }
}
