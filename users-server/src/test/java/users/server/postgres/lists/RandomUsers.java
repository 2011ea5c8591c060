package users.server.postgres.lists;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Random;
import users.api.Email;
import users.api.filter.FilterSamples;
import users.server.postgres.TestDatabase;

/** Random users of the values that random filters ask for, written beside the server. */
final class RandomUsers {

    private RandomUsers() {}

    static void insert(TestDatabase postgres, String table, int count, Random random) throws SQLException {
        try (var connection = postgres.connect();
                var insert = connection.prepareStatement("""
            insert into users.%s
              (id, first_name, last_name, nickname, email, email_key, country, create_time, update_time, labels, disabled,
               version)
            values (cast(? as uuid), ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, 1)
            on conflict do nothing
            """.formatted(table))) {
            for (int i = 0; i < count; i++) {
                var email = random.nextInt(10) == 0
                        ? FilterSamples.EMAIL.apply(random)
                        : "n" + random.nextInt(1000) + FilterSamples.EMAIL.apply(random);
                var key = new Email(email).key();
                insert.setString(1, FilterSamples.id(random).toString().substring(0, 24) + "%012x".formatted(i));
                insert.setString(2, name(random));
                insert.setString(3, name(random));
                insert.setString(4, name(random));
                insert.setString(5, email);
                insert.setString(6, key);
                insert.setString(7, FilterSamples.country().apply(random));
                insert.setTimestamp(8, Timestamp.from(FilterSamples.time(random)));
                insert.setTimestamp(9, Timestamp.from(FilterSamples.time(random)));
                insert.setString(10, labels(random));
                insert.setBoolean(11, random.nextInt(4) == 0);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Names are never empty, and have no white space around them. */
    private static String name(Random random) {
        var name = FilterSamples.TEXT.apply(random).strip();
        return name.isEmpty() ? "x" : name;
    }

    private static String labels(Random random) {
        var labels = new HashMap<String, String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            labels.put(FilterSamples.LABEL_KEY.apply(random), FilterSamples.LABEL_VALUE.apply(random));
        }
        return new com.google.gson.Gson().toJson(labels);
    }
}
