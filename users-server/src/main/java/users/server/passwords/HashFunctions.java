package users.server.passwords;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.BcryptFunction;
import com.password4j.ScryptFunction;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.commons.codec.digest.Sha2Crypt;
import users.api.password.HashForm;

/** What a password is hashed to by the parameters that stand in a hash, and by no others. */
final class HashFunctions {

    /** A round of SHA-crypt takes the whole password, and libxcrypt hashes no longer ones. */
    private static final int SHA_CRYPT_PASSWORD = 512;

    private HashFunctions() {}

    static boolean matches(byte[] password, HashForm form) {
        return form.digest().matches(digest(password, form));
    }

    private static byte[] digest(byte[] password, HashForm form) {
        try {
            return switch (form) {
                case HashForm.Argon2(var parameters, var salt, var digest) ->
                    Argon2.hash(parameters, password, salt.bytes(), digest.length());
                case HashForm.Bcrypt bcrypt ->
                    new Bcrypt(bcrypt.cost()).digest(password, bcrypt.salt().bytes());
                case HashForm.Scrypt scrypt ->
                    new Scrypt(scrypt)
                            .scrypt(
                                    password,
                                    scrypt.salt().bytes(),
                                    scrypt.digest().length());
                case HashForm.Pbkdf2 pbkdf2 -> pbkdf2(password, pbkdf2);
                case HashForm.ShaCrypt shaCrypt -> shaCrypt(password, shaCrypt);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Password4j offers for hashes in their text keeps an object for ever for each set of parameters it meets. */
    private static final class Bcrypt extends BcryptFunction {

        private static final int DIGEST_BYTES = 23;

        Bcrypt(int cost) {
            super(com.password4j.types.Bcrypt.B, cost);
        }

        byte[] digest(byte[] password, byte[] salt) {
            var terminated = Arrays.copyOf(password, password.length + 1);
            try {
                var digest = cryptRaw(terminated, salt, getLogarithmicRounds(), false, 0);
                return Arrays.copyOf(digest, DIGEST_BYTES);
            } finally {
                Arrays.fill(terminated, (byte) 0);
            }
        }
    }

    private static final class Scrypt extends ScryptFunction {

        Scrypt(HashForm.Scrypt form) {
            super(1 << form.logarithm(), form.blockSize(), form.parallelism());
        }
    }

    private static byte[] pbkdf2(byte[] password, HashForm.Pbkdf2 form) throws GeneralSecurityException {
        var characters = UTF_8.decode(ByteBuffer.wrap(password));
        var key = new PBEKeySpec(
                Arrays.copyOf(characters.array(), characters.remaining()),
                form.salt().bytes(),
                form.iterations(),
                Byte.SIZE * form.digest().length());
        Arrays.fill(characters.array(), '\0');
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmac" + form.function())
                    .generateSecret(key)
                    .getEncoded();
        } finally {
            key.clearPassword();
        }
    }

    private static byte[] shaCrypt(byte[] password, HashForm.ShaCrypt form) {
        if (password.length > SHA_CRYPT_PASSWORD) {
            return new byte[0];
        }
        var salt =
                "rounds=%d$%s".formatted(form.rounds(), new String(form.salt().bytes(), US_ASCII));
        var hash = switch (form.variant()) {
            case SHA256 -> Sha2Crypt.sha256Crypt(password.clone(), "$5$" + salt);
            case SHA512 -> Sha2Crypt.sha512Crypt(password.clone(), "$6$" + salt);
        };
        return hash.substring(hash.lastIndexOf('$') + 1).getBytes(US_ASCII);
    }
}
