package users.server.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes one call after the other, or a few that belong together, as its seed says. */
final class Driver {

    private static final double[] WILDNESS = {0, 0.03, 0.2};

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
            case 3, 4 -> calls.make(any(random), Script.rude(requests(random), random));
            case 5, 6, 7, 8 -> mutated(random);
            default -> request(random);
        }
        if (random.nextInt(2_000) == 0) {
            life.endAll();
        }
    }

    private void request(Random random) {
        var rpc = any(random);
        calls.make(rpc, Script.polite(List.of(message(rpc, random))));
    }

    private void mutated(Random random) {
        var sent = memory.request(random).orElseGet(() -> new Memory.Sent(any(random), new byte[0]));
        var other = memory.request(random).map(Memory.Sent::bytes).orElse(sent.bytes());
        // As it was, too: the same request again.
        var bytes = random.nextInt(8) == 0 ? sent.bytes() : Mutation.of(sent.bytes(), other, random);
        calls.make(sent.rpc(), Script.polite(List.of(bytes)));
    }

    /** None where there must be one, or several. */
    private void wrongNumber(Random random) {
        var rpc = any(random);
        calls.make(
                rpc, Script.polite(random.nextInt(3) == 0 ? List.of() : messages(rpc, random.nextInt(2, 5), random)));
    }

    private List<byte[]> requests(Random random) {
        return messages(any(random), random.nextInt(3), random);
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
