package users.server.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import java.util.Random;
import org.junit.jupiter.api.Test;
import users.api.password.Argon2Parameters;
import users.api.password.HashBytes;
import users.server.Seeds;

class Argon2Test {

    private record Sample(Argon2Parameters parameters, HashBytes password, HashBytes salt, int length) {

        static Sample of(Random random) {
            var variants = Argon2Parameters.Variant.values();
            int lanes = random.nextInt(1, 5);
            var parameters = new Argon2Parameters(
                    variants[random.nextInt(variants.length)],
                    random.nextBoolean() ? Argon2Parameters.VERSION_16 : Argon2Parameters.VERSION_19,
                    random.nextInt(8 * lanes, 600),
                    random.nextInt(1, 5),
                    lanes);
            return new Sample(parameters, bytes(random, 1, 300), bytes(random, 8, 65), random.nextInt(4, 200));
        }

        private static HashBytes bytes(Random random, int minimum, int bound) {
            var bytes = new byte[random.nextInt(minimum, bound)];
            random.nextBytes(bytes);
            return new HashBytes(bytes);
        }
    }

    @Test
    void itHashesAsAnotherImplementationDoes() {
        Seeds.forAll(200, random -> {
            var sample = Sample.of(random);

            assertThat(Argon2.hash(
                            sample.parameters(),
                            sample.password().bytes(),
                            sample.salt().bytes(),
                            sample.length()))
                    .isEqualTo(byPassword4j(sample));
        });
    }

    private static byte[] byPassword4j(Sample sample) {
        var parameters = sample.parameters();
        return Argon2Function.getInstance(
                        parameters.memory(),
                        parameters.iterations(),
                        parameters.parallelism(),
                        sample.length(),
                        com.password4j.types.Argon2.valueOf(parameters.variant().name()),
                        parameters.version())
                .hash(sample.password().bytes(), sample.salt().bytes())
                .getBytes();
    }
}
