package users.shell.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.CountryCode;
import users.api.Credential;
import users.api.Email;
import users.api.Etag;
import users.api.ImportRow;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.User;
import users.api.UserId;
import users.api.UserStatus;
import users.shell.output.CsvOutput;
import users.shell.output.JsonOutput;
import users.shell.output.Output;
import users.shell.rows.Rows.Row;
import users.shell.text.UnreadableTextException;

/** What is written of users is read again, whatever it is. */
final class RowsTest {

    private static final Instant TIME = Instant.parse("2026-11-25T08:00:00.123456Z");
    private static final List<String> PIECES = List.of(
            "\"", ",", ";", "'", "=1+1", "NULL", "{", "}", "\\", "\\n", "é", "👩‍🌾", "x", "00", "true", "#", "|");
    private static final List<String> BREAKS = List.of("\n", "\r", "\r\n", "\t", "\u2028", " ");

    private static List<Row> read(String text) throws IOException {
        var rows = Rows.of(new ByteArrayInputStream(text.getBytes(UTF_8)));
        var read = new ArrayList<Row>();
        for (var row = rows.next(); row.isPresent(); row = rows.next()) {
            read.add(row.get());
        }
        return read;
    }

    private static String text(Random random, List<String> pieces) {
        return Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                .limit(1 + random.nextInt(4))
                .collect(Collectors.joining());
    }

    private static User user(Random random) {
        var breaking = Stream.concat(PIECES.stream(), BREAKS.stream()).toList();
        var profile = new Profile(
                new PersonName(text(random, PIECES)),
                new PersonName(text(random, PIECES)),
                new Nickname(text(random, PIECES)),
                new Email("u" + random.nextInt(1000) + "@example.com"),
                new CountryCode("NO"),
                random.nextBoolean()
                        ? Labels.NONE
                        : new Labels(Map.of("a", "", "b/C_d", text(random, breaking), "c", text(random, breaking))),
                random.nextBoolean() ? UserStatus.ENABLED : new UserStatus.Disabled(text(random, PIECES)));
        return new User(
                new UserId(new UUID(random.nextLong(), random.nextLong())),
                profile,
                TIME,
                TIME,
                Optional.of(TIME),
                new Etag(1),
                Optional.empty());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var users = Stream.generate(() -> user(random)).limit(300).toList();
        for (Function<PrintWriter, Output> format :
                List.<Function<PrintWriter, Output>>of(CsvOutput::new, JsonOutput::lines)) {
            var written = new StringWriter();
            format.apply(new PrintWriter(written)).users(List.of(users).iterator(), false);
            assertThat(read(written.toString()))
                    .as("seed %d", seed)
                    .extracting(row -> ((Row.Good) row).user())
                    .extracting(ImportRow::id, ImportRow::profile, ImportRow::createTime, ImportRow::credential)
                    .isEqualTo(users.stream()
                            .map(user -> tuple(
                                    Optional.of(user.id()), user.profile(), Optional.of(TIME), new Credential.None()))
                            .toList());
        }
    }

    @Test
    void quotesMayHoldLineBreaksAndRowsAreCalledByTheirFirstLine() throws IOException {
        var text = """
                nickname,first_name,last_name,email,country,labels
                n,"O""Neil",l,a@b.com,GB,"{""a"":
                ""1""\r
                }"\r
                n,O"Neil,l,c@d.com,GB,""";
        var rows = read(text);
        assertThat(rows).extracting(row -> ((Row.Good) row).user().number()).containsExactly(2L, 5L);
        assertThat(rows)
                .extracting(row -> ((Row.Good) row).user().profile().firstName().value())
                .containsExactly("O\"Neil", "O\"Neil");
    }

    @Test
    void whatHasNoEndIsRefused() {
        var header = "nickname,first_name,last_name,email,country\n";
        assertThatThrownBy(() -> read(header + "\"" + "x\n".repeat(3_000_000)))
                .isInstanceOf(UnreadableTextException.class)
                .hasMessage("the row on line 2 has a quote that is never closed");
        assertThatThrownBy(() -> read(header + "x".repeat(5_000_000)))
                .isInstanceOf(UnreadableTextException.class)
                .hasMessage("line 2 is longer than 4 MiB");
    }
}
