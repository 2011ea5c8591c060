package users.server.passwords;

import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import users.api.password.HashBytes;
import users.api.password.HashForm;

/** Makes and checks hashes on the calling thread, which waits while others take the memory. */
final class Hasher {

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final HashingSettings settings;
    private final SecureRandom random = new SecureRandom();
    /** In KiB. */
    private final int capacity;

    private final Semaphore memory;

    /** A quarter of the heap at most is for what is being hashed, though one hash can always be made. */
    Hasher(HashingSettings settings, long heap) {
        this.settings = settings;
        capacity = Math.toIntExact(Math.max(settings.memory(), heap / 4 / 1024));
        memory = new Semaphore(capacity, true);
    }

    /** Argon2id in PHC form. */
    String hash(char[] characters) {
        var salt = bytes(settings.saltLength());
        try (var password = new PasswordBytes(CharBuffer.wrap(characters))) {
            var parameters = settings.parameters();
            var digest = withMemory(
                    parameters.memory(),
                    () -> Argon2.hash(parameters, password.bytes(), salt, settings.outputLength()));
            return "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
                    .formatted(
                            parameters.version(),
                            parameters.memory(),
                            parameters.iterations(),
                            parameters.parallelism(),
                            BASE64.encodeToString(salt),
                            BASE64.encodeToString(digest));
        }
    }

    /**
     * Tries the composed form (NFC), then the decomposed one, which others may have hashed. They are the same text:
     * no compatibility form is tried, which would make different passwords equal.
     */
    Verification verify(char[] characters, HashForm form) {
        var composed = CharBuffer.wrap(characters);
        var verification = verify(composed, form, settings.made(form));
        if (verification.right() || Normalizer.isNormalized(composed, Normalizer.Form.NFD)) {
            return verification;
        }
        return verify(CharBuffer.wrap(Normalizer.normalize(composed, Normalizer.Form.NFD)), form, false);
    }

    private Verification verify(CharBuffer characters, HashForm form, boolean current) {
        try (var password = new PasswordBytes(characters.duplicate())) {
            if (!withMemory(form.memory(), () -> HashFunctions.matches(password.bytes(), form))) {
                return Verification.WRONG;
            }
            return current || !form.covers(password.length()) ? Verification.RIGHT : Verification.RIGHT_BUT_OUTDATED;
        }
    }

    /** A hash like those that are made now, of no password that anybody knows. */
    HashForm ofNobody() {
        return new HashForm.Argon2(
                settings.parameters(),
                new HashBytes(bytes(settings.saltLength())),
                new HashBytes(bytes(settings.outputLength())));
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T withMemory(long kibibytes, Supplier<T> work) {
        int share = (int) Math.min(kibibytes, capacity);
        memory.acquireUninterruptibly(share);
        try {
            return work.get();
        } finally {
            memory.release(share);
        }
    }
}
