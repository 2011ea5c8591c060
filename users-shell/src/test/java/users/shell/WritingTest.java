package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands write, and how they say it. */
final class WritingTest extends PipeSession {

    private static final String REQUEST = "0198c5f4-7b3a-7cc1-8000-00000000000f";

    private String changed(String... arguments) {
        var execution = run(arguments);
        assertThat(execution.err()).isEmpty();
        return execution.out();
    }

    @Test
    void aUserIsCreatedWithLabels() {
        var created = runWith(
                "s3cret",
                ("create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB"
                                + " --label team=a --label note= --label=eq=1=2 --password-stdin -o ndjson")
                        .split(" "));
        assertThat(created.err()).isEmpty();
        assertThat(created.out()).contains("\"labels\":{\"eq\":\"1=2\",\"note\":\"\",\"team\":\"a\"}");
    }

    @Test
    void labelsAreSetAndRemovedOneByOne() {
        assertThat(changed("update", "jack@test.com", "--label", "team=a", "--label", "note=x y", "-o", "ndjson"))
                .contains("\"labels\":{\"note\":\"x y\",\"team\":\"a\"}");
        assertThat(changed("update", "jack@test.com", "--remove-label", "note", "--label", "team=b", "-o", "ndjson"))
                .contains("\"labels\":{\"team\":\"b\"}");
        assertThat(server.calls()).containsExactly("GetUser", "UpdateUser", "GetUser", "UpdateUser");
    }

    @Test
    void aLabelThatAMaskCannotNameIsChangedWithAllOthersInTheVersionThatWasRead() {
        assertThat(changed("update", JACK_ID, "--label", "team=a")).contains("\"etag\": \"2\"");
        assertThat(changed("update", JACK_ID, "--label", "Cost_Centre=7", "-o", "ndjson"))
                .contains("\"labels\":{\"Cost_Centre\":\"7\",\"team\":\"a\"}");
        assertThat(server.calls()).containsExactly("UpdateUser", "GetUser", "UpdateUser");
        assertThat(run("update", JACK_ID, "--remove-label", "Cost_Centre", "--etag", "1"))
                .isEqualTo(new Execution(1, "", """
                        error: the user was changed meanwhile: read it again, its etag is now 3
                          try: userctl -p %d get USER
                        """.formatted(server.port())));
    }

    @Test
    void tooManyLabelsAreRefusedBeforeTheyAreSent() {
        var words = new ArrayList<>(List.of("update", JACK_ID));
        for (int i = 0; i < 65; i++) {
            words.add("--label");
            words.add("A" + i + "=x");
        }
        assertThat(run(words.toArray(String[]::new))).isEqualTo(new Execution(2, "", """
                error: the user's labels must be at most 64 labels of 32768 bytes in all, in UTF-8
                  try: userctl help update
                """));
        words.replaceAll(word -> word.replace('A', 'a'));
        for (int i = 0; i < 65; i++) {
            words.add("--remove-label");
            words.add("b" + i);
        }
        assertThat(run(words.toArray(String[]::new))).isEqualTo(new Execution(2, "", """
                error: the user's labels must name at most 128 labels
                  try: userctl help update
                """));
    }

    @Test
    void aUserIsDisabledWithAReasonAndEnabledAgain() {
        assertThat(changed("disable", "jack@test.com", "--reason", "left the company", "-o", "ndjson"))
                .contains("\"disabled\":true,\"disabled_reason\":\"left the company\"");
        assertThat(atTerminal("get", "jack@test.com").out()).contains("disabled    left the company\n");
        assertThat(changed("enable", "--id", JACK_ID, "-o", "ndjson")).contains("\"disabled\":false,\"create_time\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update " + JACK_ID + " --nickname x",
                "delete " + JACK_ID,
                "disable --id " + JACK_ID,
                "create --first-name A --last-name B --nickname c --email d@e.com --country GB --password secret"
            })
    void whatIsOnlyCheckedChangesNothing(String command) {
        var before = server.users();
        assertThat(run((command + " --validate-only --request-id " + REQUEST).split(" "))
                        .exitCode())
                .isZero();
        assertThat(server.users()).isEqualTo(before);
    }

    @Test
    void deletedUsersComeBackOrGoForGood() {
        assertThat(changed("delete", "jack@test.com")).contains("\"purge_time\": \"2026-11-25T10:00:00Z\"");
        assertThat(run("get", "jack@test.com", "--show-deleted").out()).contains("\"delete_time\"");
        assertThat(changed("list", "--show-deleted", "-o", "ndjson").lines()).hasSize(3);
        assertThat(changed("list", "--show-deleted", "-o", "table").lines())
                .element(3)
                .asString()
                .endsWith("GB       2026-11-25T08:00:01Z  yes");
        assertThat(changed("get", "--show-deleted", JACK_ID, JANE_ID, "-o", "table"))
                .contains("CREATED               DELETED\n");
        assertThat(changed("list", "-o", "table")).doesNotContain("DELETED");
        assertThat(changed("undelete", "jack@test.com", "-o", "ndjson")).contains("\"etag\":\"2\"}");
        assertThat(run("undelete", JACK_ID).err()).isEqualTo("""
                error: the user 0198c5f4-7b3a-7cc1-8000-000000000001 is not deleted
                  try: userctl -p %d get 0198c5f4-7b3a-7cc1-8000-000000000001
                """.formatted(server.port()));
        assertThat(run("purge", JACK_ID, "--yes")).isEqualTo(new Execution(1, "", """
                error: the user 0198c5f4-7b3a-7cc1-8000-000000000001 is not deleted: delete it first
                  try: userctl -p %d delete 0198c5f4-7b3a-7cc1-8000-000000000001
                """.formatted(server.port())));
        changed("delete", JACK_ID);
        assertThat(changed("purge", "jack@test.com", "--yes", "-o", "ndjson"))
                .isEqualTo("{\"id\":\"" + JACK_ID + "\"}\n");
        assertThat(run("get", JACK_ID, "--show-deleted").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge jack@test.com --yes", "purge jack@test.com", "undelete jack@test.com"})
    void aLivingUserWithTheEmailOfADeletedOneIsNotTakenForThatOne(String command) {
        changed("delete", JACK_ID);
        var holder = server.add("Jack", "Lee", "jl", "Jack@test.com", "GB").id();
        assertThat(run(command.split(" "))).isEqualTo(new Execution(1, "", """
                error: jack@test.com is the e-mail of %s, who is not deleted: name the deleted user by id
                  try: userctl -p %d list --show-deleted --filter 'email = "jack@test.com"'
                """.formatted(holder, server.port())));
        assertThat(server.calls()).containsExactly("DeleteUser", "GetUser");
        assertThat(changed("list", "--show-deleted", "--filter", "email = \"jack@test.com\"", "-o", "ndjson")
                        .lines())
                .hasSize(2);
        assertThat(run("purge", JACK_ID, "--yes").exitCode()).isZero();
    }

    @Test
    void aPurgeWithoutAPersonNeedsAFlag() {
        changed("delete", JACK_ID);
        assertThat(run("purge", JACK_ID)).isEqualTo(new Execution(2, "", """
                error: a purge needs --yes where nobody can be asked
                  try: userctl help purge
                """));
        assertThat(atTerminal("purge", JACK_ID, "--yes").out()).isEqualTo(JACK_ID + " is gone for good\n");
        assertThat(server.calls()).containsExactly("DeleteUser", "GetUser", "PurgeUser");
    }

    @Test
    void severalUsersAreShownAndThoseMissingNamed() {
        var nobody = "0198c5f4-7b3a-7cc1-8000-00000000dead";
        var byId = run("get", JANE_ID, nobody, JACK_ID, "-o", "ndjson");
        assertThat(byId.out().lines().map(line -> line.substring(0, 44)))
                .containsExactly("{\"id\":\"" + JANE_ID + "\"", "{\"id\":\"" + JACK_ID + "\"");
        assertThat(byId.err())
                .isEqualTo(
                        "error: no user has the id %s\n  try: userctl -p %d list\n".formatted(nobody, server.port()));
        assertThat(byId.exitCode()).isEqualTo(1);
        assertThat(server.calls()).containsExactly("BatchGetUsers");

        changed("delete", JACK_ID);
        var mixed = run("get", "jane@test.com", JACK_ID, "-o", "ndjson");
        assertThat(mixed.out().lines()).hasSize(1);
        assertThat(mixed.err()).startsWith("error: the user " + JACK_ID + " is deleted");
        assertThat(changed("get", "jane@test.com", JACK_ID, "--show-deleted", "-o", "csv")
                        .lines())
                .hasSize(3);
    }
}
