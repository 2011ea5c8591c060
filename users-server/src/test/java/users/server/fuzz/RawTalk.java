package users.server.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import users.v1.GetUserRequest;

/** What may come over a socket from somebody who does not know HTTP/2, or knows it too well. */
final class RawTalk {

    private static final byte[] BOMB = bomb();
    private static final int FRAME = 16_384;

    private RawTalk() {}

    static byte[] any(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> new byte[0];
            case 1 -> Mutation.random(random, random.nextInt(20_000));
            case 2 -> Arrays.copyOf(Frames.PREFACE, random.nextInt(Frames.PREFACE.length));
            case 3 ->
                "POST /%s HTTP/1.1\r\nHost: x\r\n\r\n"
                        .formatted(random.nextInt())
                        .getBytes(US_ASCII);
            case 4 -> Mutation.join(new byte[] {0x16, 3, 1, 2, 0, 1}, Mutation.random(random, 300));
            case 5 -> Mutation.join(Frames.hello(), Mutation.random(random, random.nextInt(5_000)));
            case 6, 7, 8 -> after(i -> wrongFrame(random), random.nextInt(1, 60));
            case 9, 10 -> cut(call(), random);
            case 11, 12, 13 -> Mutation.join(Frames.PREFACE, Mutation.of(rest(call()), rest(call()), random));
            case 14 -> hugeHeaders(random);
            case 15 -> manyHeaders(random);
            case 16 -> endlessHeaders(random);
            case 17 -> expandingHeaders();
            case 18 -> bombCall();
            default -> flood(random);
        };
    }

    /** A call that is as it should be. */
    private static byte[] call() {
        var request = GetUserRequest.newBuilder().setEmail(Bystander.EMAIL).build();
        return Mutation.join(
                Frames.hello(),
                Frames.frame(Frames.HEADERS, Frames.END_HEADERS, 1, Frames.call("GetUser")),
                Frames.frame(Frames.DATA, Frames.END_STREAM, 1, Frames.message(0, request.toByteArray())));
    }

    private static byte[] cut(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static byte[] rest(byte[] call) {
        return Arrays.copyOfRange(call, Frames.PREFACE.length, call.length);
    }

    private static byte[] wrongFrame(Random random) {
        var payload = Mutation.random(random, random.nextInt(random.nextInt(10) == 0 ? 20_000 : 40));
        int length = random.nextInt(5) == 0 ? random.nextInt(1 << 24) : payload.length;
        int stream = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(8);
        return Frames.frame(length, random.nextInt(12), random.nextInt(256), stream, payload);
    }

    /** A field of a megabyte, over as many frames as it takes. */
    private static byte[] hugeHeaders(Random random) {
        var block = Frames.call("GetUser", Frames.field("x-huge", "h".repeat(random.nextInt(1 << 20))));
        int frames = block.length / FRAME;
        return after(
                i -> Frames.frame(
                        i == 0 ? Frames.HEADERS : Frames.CONTINUATION,
                        i == frames ? Frames.END_HEADERS : 0,
                        1,
                        Arrays.copyOfRange(block, i * FRAME, Math.min((i + 1) * FRAME, block.length))),
                frames + 1);
    }

    /** Small ones, on one stream after the other. */
    private static byte[] manyHeaders(Random random) {
        var fields = repeated(i -> Frames.field("x-" + i, "v"), random.nextInt(1_000));
        var block = Frames.call("GetUser", fields);
        return after(
                i -> Frames.frame(
                        Frames.HEADERS,
                        Frames.END_HEADERS | Frames.END_STREAM,
                        2 * i + 1,
                        Arrays.copyOf(block, Math.min(block.length, FRAME))),
                20);
    }

    /** A block of header fields that never ends. */
    private static byte[] endlessHeaders(Random random) {
        var piece = random.nextBoolean() ? new byte[0] : Frames.field("x-more", "m".repeat(random.nextInt(1_000)));
        return after(
                i -> i == 0
                        ? Frames.frame(Frames.HEADERS, 0, 1, Frames.call("GetUser"))
                        : Frames.frame(Frames.CONTINUATION, 0, 1, piece),
                random.nextInt(2, 2_000));
    }

    /** One long field, and a reference to it in each byte that follows. */
    private static byte[] expandingHeaders() {
        var references = Mutation.filled(10_000, (byte) (0x80 | 62));
        var block = Frames.call("GetUser", Frames.kept("x-long", "l".repeat(4_000)), references);
        return after(i -> Frames.frame(Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, 2 * i + 1, block), 5);
    }

    /** A message of 64 kB that is 64 MB. */
    private static byte[] bombCall() {
        var headers = Frames.call("CreateUser", Frames.field("grpc-encoding", "gzip"));
        var message = Frames.message(1, BOMB);
        int frames = message.length / FRAME;
        return Mutation.join(
                Frames.hello(),
                Frames.frame(Frames.HEADERS, Frames.END_HEADERS, 1, headers),
                repeated(
                        i -> Frames.frame(
                                Frames.DATA,
                                i == frames ? Frames.END_STREAM : 0,
                                1,
                                Arrays.copyOfRange(message, i * FRAME, Math.min((i + 1) * FRAME, message.length))),
                        Math.min(frames + 1, 3)));
    }

    /** Many small frames of a kind. */
    private static byte[] flood(Random random) {
        var block = Frames.call("ListUsers");
        IntFunction<byte[]> frame = switch (random.nextInt(5)) {
            case 0 -> i -> Frames.frame(Frames.PING, 0, 0, new byte[8]);
            case 1 -> i -> Frames.frame(Frames.SETTINGS, 0, 0);
            case 2 -> i -> Frames.frame(Frames.WINDOW_UPDATE, 0, 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1);
            case 3 ->
                i -> Mutation.join(
                        Frames.frame(Frames.HEADERS, Frames.END_HEADERS, 2 * i + 1, block),
                        Frames.frame(Frames.RESET, 0, 2 * i + 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8));
            default -> i -> Frames.frame(Frames.HEADERS, Frames.END_HEADERS, 2 * i + 1, block);
        };
        return after(frame, random.nextInt(1, 600));
    }

    private static byte[] after(IntFunction<byte[]> frame, int times) {
        return Mutation.join(Frames.hello(), repeated(frame, times));
    }

    private static byte[] repeated(IntFunction<byte[]> piece, int times) {
        return Mutation.join(IntStream.range(0, times).mapToObj(piece).toArray(byte[][]::new));
    }

    private static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
