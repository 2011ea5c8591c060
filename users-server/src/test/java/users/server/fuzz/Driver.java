package users.server.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import users.v1.ImportOptions;
import users.v1.ImportUsersRequest;

/** Makes one call after the other, or a few that belong together, as its seed says. */
final class Driver {

    private static final double[] WILDNESS = {0, 0.03, 0.2};

    /** What the stream of an import begins with. */
    private static final byte[] OPTIONS = ImportUsersRequest.newBuilder()
            .setOptions(ImportOptions.newBuilder().setOnConflict(ImportOptions.Conflict.UPDATE))
            .build()
            .toByteArray();

    private final Random sequence;
    private final Memory memory;
    private final Calls calls;
    private final Life life;
    private final Walk walk;

    Driver(long seed, Memory memory, Calls calls) {
        sequence = new Random(seed);
        this.memory = memory;
        this.calls = calls;
        life = new Life(calls);
        walk = new Walk(calls);
    }

    void step() {
        var random = new Random(sequence.nextLong());
        switch (random.nextInt(20)) {
            case 0 -> life.run(random);
            case 1 -> walk.run(random);
            case 2 -> wrongNumber(random);
            case 3, 4 -> abandoned(random);
            case 5, 6, 7, 8 -> mutated(random);
            default -> request(random);
        }
        if (random.nextInt(2_000) == 0) {
            life.endAll();
        }
    }

    private void request(Random random) {
        var rpc = any(random);
        make(rpc, requests(rpc, random), random);
    }

    private void abandoned(Random random) {
        var rpc = any(random);
        calls.make(rpc, Script.rude(random.nextInt(5) == 0 ? List.of() : requests(rpc, random), random));
    }

    private void mutated(Random random) {
        var sent = memory.request(random).orElseGet(() -> new Memory.Sent(any(random), new byte[0]));
        var other = memory.request(random).map(Memory.Sent::bytes).orElse(sent.bytes());
        // As it was, too: the same request again.
        var bytes = random.nextInt(8) == 0
                ? sent.bytes()
                : sent.rpc().withoutStraySecret(Mutation.of(sent.bytes(), other, random));
        make(sent.rpc(), sent.rpc().takesStream() ? List.of(OPTIONS, bytes) : List.of(bytes), random);
    }

    /** None where there must be one, or several. */
    private void wrongNumber(Random random) {
        var rpc = any(random);
        int count = random.nextInt(3) == 0 ? 0 : random.nextInt(2, 5);
        calls.make(rpc, Script.polite(messages(rpc, count, random)));
    }

    private void make(Rpc rpc, List<byte[]> requests, Random random) {
        calls.make(rpc, rpc.endless() ? Script.rude(requests, random) : Script.polite(requests));
    }

    /** As many as the method takes; of a stream, mostly in the order that it has to have. */
    private List<byte[]> requests(Rpc rpc, Random random) {
        if (!rpc.takesStream()) {
            return messages(rpc, 1, random);
        }
        var requests = new ArrayList<>(messages(rpc, random.nextInt(random.nextInt(10) == 0 ? 300 : 10), random));
        if (random.nextInt(4) > 0) {
            requests.addFirst(OPTIONS);
        }
        return requests;
    }

    private List<byte[]> messages(Rpc rpc, int count, Random random) {
        return IntStream.range(0, count).mapToObj(any -> message(rpc, random)).toList();
    }

    private byte[] message(Rpc rpc, Random random) {
        var messages = new Messages(random, memory, WILDNESS[random.nextInt(WILDNESS.length)]);
        return messages.message(rpc.request()).toByteArray();
    }

    private static Rpc any(Random random) {
        return Rpc.ALL.get(random.nextInt(Rpc.ALL.size()));
    }
}
