package users.api;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random values to hold claims against; a failure names the seed that shows it again with {@code -Dseed=…}. */
public final class Samples {

    private Samples() {}

    /** Makes a value from a source of randomness. */
    @FunctionalInterface
    public interface Source<T> extends Function<Random, T> {}

    /** Checks a claim against as many values as there are tries. */
    public static <T> void forAll(int tries, Source<T> values, Consumer<T> claim) {
        long first = Long.getLong("seed", System.nanoTime());
        for (long seed = first; seed < first + tries; seed++) {
            var value = values.apply(new Random(seed));
            try {
                claim.accept(value);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Fails with -Dseed=%d for %s".formatted(seed, value), e);
            }
        }
    }

    /** One of the texts. */
    public static Source<String> oneOf(String... texts) {
        return random -> texts[random.nextInt(texts.length)];
    }

    /** What one of the sources makes. */
    public static <T> Source<T> anyOf(List<Source<T>> sources) {
        return random -> sources.get(random.nextInt(sources.size())).apply(random);
    }

    /** Any code point between two, both included. */
    public static Source<String> letter(int first, int last) {
        return random -> Character.toString(random.nextInt(first, last + 1));
    }

    /** Between so many and so many pieces with a separator between them. */
    public static Source<String> joined(Source<String> piece, String separator, int minimum, int maximum) {
        return random -> IntStream.range(0, random.nextInt(minimum, maximum + 1))
                .mapToObj(any -> piece.apply(random))
                .collect(Collectors.joining(separator));
    }
}
