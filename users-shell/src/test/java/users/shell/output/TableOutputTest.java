package users.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.api.Deletion;
import users.api.Etag;
import users.api.User;
import users.api.UserId;
import users.shell.People;

final class TableOutputTest {

    private static final Instant TIME = Instant.parse("2026-11-25T08:00:00.123456Z");

    private static User user(String first, String last, String nickname, String email) {
        return new User(
                new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-8000-000000000001")),
                People.profile(first, last, nickname, email, "GB"),
                TIME,
                TIME,
                Optional.empty(),
                new Etag(1),
                Optional.empty());
    }

    private static String table(Screen screen, Iterator<List<User>> pages) {
        var out = new StringWriter();
        new TableOutput(new PrintWriter(out), screen).users(pages, false);
        return out.toString();
    }

    private static String table(int columns, User... users) {
        return table(new Screen(columns, false, false), List.of(List.of(users)).iterator());
    }

    @Test
    void aNarrowScreenKeepsTheEmailAndLetsTheIdGo() {
        var jack = user("jack", "hughes", "jack-hughes", "jack@test.com");
        assertThat(table(60, jack)).isEqualTo("""
                EMAIL          FIRST  LAST    NICKNAME     COUNTRY
                jack@test.com  jack   hughes  jack-hughes  GB
                1 user
                """);
        assertThat(table(10, jack)).isEqualTo("EMAIL\njack@test…\n1 user\n");
    }

    @Test
    void longValuesAreCutToTheScreen() {
        var long1 = user("Maximiliana", "von der Leyen zu Hohenlohe", "maxi", "maximiliana.hohenlohe@example.com");
        assertThat(table(100, long1).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(table(100, long1)).contains("…").contains("0198c5f4-7b3a-7cc1-8000-000000000001");
    }

    @Test
    void aPipeGetsAllOfIt() {
        var jack = user("jack", "x".repeat(200), "jack-hughes", "jack@test.com");
        assertThat(table(Screen.NONE, List.of(List.of(jack)).iterator())).contains("x".repeat(200));
    }

    @Test
    void laterPagesHaveTheColumnsOfTheFirst() {
        var jack = user("jack", "hughes", "jack-hughes", "jack@test.com");
        var long1 = user("Maximiliana", "doe", "maxi", "maxi@test.com");
        assertThat(table(
                        new Screen(60, false, false),
                        List.of(List.of(jack), List.of(long1)).iterator()))
                .isEqualTo("""
                        EMAIL          FIRST  LAST    NICKNAME     COUNTRY
                        jack@test.com  jack   hughes  jack-hughes  GB
                        maxi@test.com  Maxi…  doe     maxi         GB
                        2 users
                        """);
    }

    private static String tableWithDeleted(int columns) {
        var jack = user("jack", "hughes", "jack-hughes", "jack@test.com");
        var gone = new User(
                jack.id(),
                jack.profile(),
                TIME,
                TIME,
                Optional.empty(),
                new Etag(1),
                Optional.of(new Deletion(TIME, TIME.plusSeconds(60))));
        var out = new StringWriter();
        new TableOutput(new PrintWriter(out), new Screen(columns, false, false))
                .users(List.of(List.of(jack), List.of(gone)).iterator(), true);
        return out.toString();
    }

    @Test
    void deletedUsersAreToldFromTheLivingWhereTheyWereAskedFor() {
        assertThat(tableWithDeleted(80)).isEqualTo("""
                ID                                    EMAIL          FIRST  LAST    DELETED
                0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes
                0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  jack   hughes  yes
                2 users
                """);
        assertThat(tableWithDeleted(60)).isEqualTo("""
                ID                                    EMAIL          DELETED
                0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com
                0198c5f4-7b3a-7cc1-8000-000000000001  jack@test.com  yes
                2 users
                """);
        assertThat(tableWithDeleted(50)).isEqualTo("""
                EMAIL          FIRST  LAST    DELETED
                jack@test.com  jack   hughes
                jack@test.com  jack   hughes  yes
                2 users
                """);
        assertThat(tableWithDeleted(25)).isEqualTo("""
                EMAIL          DELETED
                jack@test.com
                jack@test.com  yes
                2 users
                """);
    }

    @Test
    void whereTerminalsDisagreeTheNextColumnIsGoneToByNumber() {
        var farmer = user("👩‍🌾", "lee", "f", "f@test.com");
        assertThat(table(new Screen(60, false, true), List.of(List.of(farmer)).iterator()))
                .contains("f@test.com  👩‍🌾     \u001b[20Glee   f");
    }

    @Test
    void whenNobodyReadsNoMorePagesAreAskedFor() {
        var closed = new PrintWriter(new StringWriter()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        var pages =
                Stream.generate(() -> List.of(user("a", "b", "c", "d@e.com"))).iterator();
        new TableOutput(closed, Screen.NONE).users(pages, false);
        JsonOutput.lines(closed).users(pages, false);
        assertThat(pages.hasNext()).isTrue();
    }

    @Test
    void countriesHaveNames() {
        assertThat(Countries.names()).containsEntry("GB", "United Kingdom").doesNotContainKey("BU");
        assertThat(Countries.named("BU")).isEqualTo("BU");
    }
}
