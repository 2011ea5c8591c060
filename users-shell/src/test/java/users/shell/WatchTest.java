package users.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.api.UserError;
import users.shell.script.Script;

/** Watches, that a person breaks off or a server. */
final class WatchTest extends PipeSession {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private int port;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void rememberPort() {
        port = server.port();
    }

    /** A watch on a thread of its own, which an interrupt ends as Ctrl-C does. */
    private Thread watch(CompletableFuture<Integer> ended, boolean terminal, String... arguments) {
        return start(ended, terminal, Stream.concat(Stream.of("watch"), Stream.of(arguments)));
    }

    private Thread start(CompletableFuture<Integer> ended, boolean terminal, Stream<String> arguments) {
        var streams = new StandardStreams(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                terminal,
                terminal);
        var words = Stream.concat(Stream.of("-p", Integer.toString(port)), arguments)
                .toList();
        return Thread.startVirtualThread(
                () -> ended.complete(new Userctl(streams, Map.of()).run(words).value()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(10);
        }
    }

    private void awaitLines(int count) throws InterruptedException {
        await(() -> out.toString().lines().count() == count);
    }

    private List<String> starts() {
        return out.toString()
                .lines()
                .map(line -> line.replaceFirst(",\"first_name.*\"resume_token", " \"resume_token"))
                .toList();
    }

    @Test
    void aPipeGetsEveryEventAtOnceAndATokenToGoOnWith() throws Exception {
        var ended = new CompletableFuture<Integer>();
        var watch = watch(ended, false);
        awaitLines(1);
        run("update", JACK_ID, "--nickname", "jj");
        awaitLines(2);
        run("delete", JACK_ID);
        run("purge", JACK_ID, "--yes");
        awaitLines(4);
        watch.interrupt();
        assertThat(ended.get()).isZero();
        assertThat(starts())
                .containsExactly(
                        "{\"kind\":\"HEARTBEAT\",\"resume_token\":\"t3\"}",
                        "{\"kind\":\"UPDATED\",\"user\":{\"id\":\"" + JACK_ID + "\" \"resume_token\":\"t4\"}",
                        "{\"kind\":\"DELETED\",\"user\":{\"id\":\"" + JACK_ID + "\" \"resume_token\":\"t5\"}",
                        "{\"kind\":\"PURGED\",\"user\":{\"id\":\"" + JACK_ID + "\"},\"resume_token\":\"t6\"}");
        assertThat(err).hasToString("  go on with: userctl -p " + port + " watch --resume=t6\n");
    }

    @Test
    void itGoesOnWhereAnEarlierOneEnded() throws Exception {
        run("update", JACK_ID, "--nickname", "jj");
        run("undelete", JACK_ID);
        var ended = new CompletableFuture<Integer>();
        var watch = watch(ended, true, "--resume", "t2", "--filter", "country = \"GB\"");
        awaitLines(1);
        watch.interrupt();
        assertThat(ended.get()).isZero();
        assertThat(out).hasToString("UPDATED    " + JACK_ID + "  jack@test.com  jack hughes\n");
        assertThat(err)
                .hasToString("  go on with: userctl -p " + port + " watch --resume=t4 --filter 'country = \"GB\"'\n");
    }

    @Test
    void whatItSaysToGoOnWithIsTheSameWatch() throws Exception {
        server.add("Pat", "O'Neil", "-", "pat@example.com", "IE");
        var ended = new CompletableFuture<Integer>();
        var watch = watch(ended, true, "--filter", "last_name = \"O'Neil\"", "-o", "csv");
        awaitLines(2);
        watch.interrupt();
        assertThat(ended.get()).isZero();
        assertThat(err)
                .hasToString("  go on with: userctl -p " + port
                        + " watch --resume=t4 --filter 'last_name = \"O'\"'\"'Neil\"' -o csv\n");
        var command = err.toString().strip().replaceFirst("go on with: userctl ", "");
        assertThat(Script.read(command).statements().getFirst().arguments())
                .containsExactly(
                        "-p",
                        Integer.toString(port),
                        "watch",
                        "--resume=t4",
                        "--filter",
                        "last_name = \"O'Neil\"",
                        "-o",
                        "csv");
    }

    @Test
    void theFormatOfABatchIsThatOfItsWatch() throws Exception {
        var ended = new CompletableFuture<Integer>();
        var watch = start(ended, false, Stream.of("-o", "csv", "-c", "watch"));
        awaitLines(2);
        watch.interrupt();
        assertThat(ended.get()).isZero();
        assertThat(err).hasToString("  go on with: userctl -p " + port + " watch --resume=t3 -o csv\n");
    }

    @Test
    void aServerThatGoesAwayIsWaitedFor() throws Exception {
        watchAServerThatGoesAway();
        assertThat(err).hasToString("""
                note: no Users server answers at localhost:%d: trying again
                  go on with: userctl -p %1$d watch --resume=t5
                """.formatted(server.port()));
    }

    @Test
    void aServerThatCannotTakeItYetIsWaitedForToo() throws Exception {
        watchAServerThatGoesAway(
                new UserError.KeysUnavailable(Duration.ofSeconds(5)),
                new UserError.RateExceeded(Duration.ofSeconds(1)),
                new UserError.TooManyCalls(Duration.ofSeconds(1)));
    }

    /** It goes between two events, of which both must be told, and refuses the watch so often before it takes it again. */
    private void watchAServerThatGoesAway(UserError... refusals) throws Exception {
        var ended = new CompletableFuture<Integer>();
        var watch = watch(ended, true);
        await(server::isWatched);
        run("update", JACK_ID, "--nickname", "one");
        awaitLines(1);
        var left = new ConcurrentLinkedQueue<>(List.of(refusals));
        server.guard(authorization -> Optional.ofNullable(left.poll()));
        server.breakWatches();
        await(left::isEmpty);
        run("update", JACK_ID, "--nickname", "two");
        awaitLines(2);
        watch.interrupt();
        assertThat(ended.get()).isZero();
    }

    @Test
    void aWatchThatNeverBeganSaysWhy() throws Exception {
        server.close();
        var ended = new CompletableFuture<Integer>();
        watch(ended, false);
        assertThat(ended.get()).isEqualTo(3);
        assertThat(err.toString()).startsWith("error: no server listens at localhost:" + port);
    }

    @Test
    void csvHasTheColumnsOfAUser() throws Exception {
        var ended = new CompletableFuture<Integer>();
        var watch = watch(ended, false, "-o", "csv");
        awaitLines(2);
        run("delete", JACK_ID);
        run("purge", JACK_ID, "--yes");
        awaitLines(4);
        watch.interrupt();
        assertThat(ended.get()).isZero();
        assertThat(out.toString().lines().map(line -> line.substring(0, 20)))
                .containsExactly(
                        "kind,id,first_name,l", "HEARTBEAT,,,,,,,,,,,", "DELETED,0198c5f4-7b3", "PURGED,0198c5f4-7b3a");
    }
}
