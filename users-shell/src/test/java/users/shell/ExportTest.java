package users.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.api.CountryCode;
import users.api.Email;
import users.api.Labels;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserStatus;

/** Users out, and in again. */
final class ExportTest extends PipeSession {

    private static Profile profile(String first, String country, Map<String, String> labels, UserStatus status) {
        return new Profile(
                new PersonName(first),
                new PersonName("=1+1"),
                new Nickname("00123"),
                new Email("u" + labels.size() + "@example.com"),
                new CountryCode(country),
                new Labels(labels),
                status);
    }

    private String written(String text) throws IOException {
        return Files.write(folder.resolve("users"), text.getBytes(UTF_8)).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson"})
    void whatWasExportedAndPurgedComesBackEqual(String format) throws IOException {
        var labels = Map.of("a", "", "b/c.d_E", "x,y;\"z\"\r\n\n\t{\"k\":[1]} ' \u2028");
        server.add(profile("O\"Neil, Jr", "NO", Map.of(), UserStatus.ENABLED));
        server.add(profile("NULL", "GB", labels, new UserStatus.Disabled("")));
        server.add(profile("日本 👩‍🌾", "US", Map.of("only", ","), new UserStatus.Disabled("left, \"for good\"")));
        var before = run("list", "-o", "ndjson").out();
        var exported = run("export", "-o", format).out();
        var file = written(exported);
        server.users().forEach(user -> {
            run("delete", user.id().toString());
            run("purge", user.id().toString(), "--yes");
        });
        assertThat(server.users()).isEmpty();

        assertThat(run("import", file, "-o", "ndjson"))
                .isEqualTo(new Execution(
                        0,
                        "{\"created\":6,\"updated\":0,\"unchanged\":0,\"skipped\":0,\"rejected\":0,\"validate_only\":false}\n",
                        ""));
        assertThat(run("list", "-o", "ndjson").out()).isEqualTo(before);
        assertThat(run("export", "-o", format).out()).isEqualTo(exported);
        assertThat(run("import", file, "-o", "table").out()).isEqualTo("6 unchanged\n");
    }

    @Test
    void csvIsThatOfRfc4180() {
        server.add(profile("O\"Neil, Jr", "NO", Map.of("a", "\"\n"), UserStatus.ENABLED));
        assertThat(run("export", "-o", "csv", "--filter", "country = \"NO\"").out())
                .isEqualTo("""
                id,first_name,last_name,nickname,email,country,labels,disabled,disabled_reason,create_time,update_time,\
                password_change_time,etag,delete_time,purge_time
                0198c5f4-7b3a-7cc1-8000-000000000004,"O""Neil, Jr",=1+1,00123,u1@example.com,NO,\
                "{""a"":""\\""\\n""}",false,,2026-11-25T08:00:04Z,2026-11-25T08:00:04Z,,1,,
                """.replace("\n", "\r\n"));
        assertThat(run("list", "-o", "csv").out().lines()).hasSize(5);
    }

    @Test
    void hashesOfPasswordsComeOnlyWhenTheyAreAskedForAndGoInAgain() throws IOException {
        var hash = "$2b$04$daJditeQkTHWNhHD1hzN8u33/OHXY.G2JQ8eQnpzNWCq9o8vdt2eW";
        var json = run("export", "--include-password-hashes", "--filter", "country = \"US\"");
        assertThat(json.out()).endsWith("\"etag\":\"1\",\"password_hash\":\"" + hash + "\"}\n");
        var csv = run("export", "--include-password-hashes", "-o", "csv").out();
        assertThat(csv.lines().findFirst().orElseThrow()).endsWith(",etag,delete_time,purge_time,password_hash");
        assertThat(csv.lines().skip(1)).hasSize(3).allMatch(line -> line.endsWith(",1,,," + hash));
        for (var text : List.of(json.out(), csv)) {
            assertThat(run("import", written(text), "-o", "ndjson").out()).contains("\"rejected\":0");
        }
        assertThat(run("export").out()).doesNotContain("password_hash");
        assertThat(run("export", "-o", "csv").out()).doesNotContain("password_hash");
    }

    @Test
    void aTableHasNoRoomForHashes() {
        assertThat(run("export", "--include-password-hashes", "-o", "table")).isEqualTo(new Execution(2, "", """
                error: a table has no room for hashes: use -o ndjson or -o csv
                  try: userctl help export
                """));
        assertThat(run("export", "-o", "table", "--filter", "country = \"US\"").out())
                .endsWith("1 user\n");
    }

    @Test
    void anExportOfNobodyIsAnImportOfNobody() throws IOException {
        for (var format : List.of("csv", "ndjson")) {
            var nobody =
                    run("export", "-o", format, "--filter", "country = \"FR\"").out();
            assertThat(run("import", written(nobody), "-o", "table").out()).isEqualTo("no rows\n");
        }
    }

    @Test
    void linesOfJsonAreWhatAnExportIsWhereNothingElseIsAskedFor() {
        assertThat(run("export").out()).isEqualTo(run("list", "-o", "ndjson").out());
        assertThat(atTerminal("export").out()).isEqualTo(run("export").out());
        assertThat(run("-o", "csv", "-c", "export").out()).startsWith("id,first_name");
    }
}
