package users.api.password;

import users.api.InvalidValueException;

/**
 * A password as this service or another one hashed it, in one of these forms. Numbers have no sign, no leading zero and
 * nine digits at most, base64 has no padding (but Django's) and nothing may stand before or behind.
 *
 * <table>
 * <caption>Forms and what an imported hash may cost</caption>
 * <tr><th>Form</th><th>As in</th><th>At most</th></tr>
 * <tr><td>bcrypt, also $2a$ and $2y$; not $2x$, which stands for hashes of a broken implementation</td>
 *     <td>{@code $2b$12$}salt and hash in 53 characters</td>
 *     <td>cost 14</td></tr>
 * <tr><td>Argon2, also argon2i and argon2d (PHC; RFC 9106); v=19, v=16 or none, which is 16; salt 8 to 64 bytes</td>
 *     <td>{@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}</td>
 *     <td>m 65,536 KiB, m × t 524,288, t 100, p 64</td></tr>
 * <tr><td>scrypt (PHC, passlib; RFC 7914)</td>
 *     <td>{@code $scrypt$ln=16,r=8,p=1$salt$hash}</td>
 *     <td>64 MiB, N × r × p 1,048,576, r 32, p 16</td></tr>
 * <tr><td>PBKDF2 (PHC; RFC 8018), also with sha512, sha1 or none, which is SHA-1</td>
 *     <td>{@code $pbkdf2-sha256$i=600000,l=32$salt$hash}, {@code ,l=32} or not</td>
 *     <td rowspan="3">2,000,000 iterations (SHA-512: 1,000,000) over all parts of the output</td></tr>
 * <tr><td>PBKDF2 (passlib), also with sha512, or none, which is SHA-1; {@code .} is {@code +}</td>
 *     <td>{@code $pbkdf2-sha256$29000$salt$hash}</td></tr>
 * <tr><td>PBKDF2 (Django), also pbkdf2_sha1; the salt is text</td>
 *     <td>{@code pbkdf2_sha256$1200000$salt$hash}</td></tr>
 * <tr><td>SHA-crypt, also $6$; without {@code rounds=} they are 5,000; salt 1 to 16 characters</td>
 *     <td>{@code $5$rounds=535000$salt$hash}</td>
 *     <td>1,000,000 rounds, passwords of 512 bytes</td></tr>
 * </table>
 *
 * <p>Where nothing else is said, a salt has 1 to 64 bytes and a hash 12 to 64, a multiple of four, so that one which was
 * cut short is noticed. Within the limits a check takes about a second at worst, a core to itself. It prints as
 * {@code [hidden]}.
 */
public final class PasswordHash {

    private static final int MAXIMUM_LENGTH = 512;

    private final String text;
    private final HashForm form;

    private PasswordHash(String text, HashLimits limits) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw new InvalidValueException("must be a hash of at most " + MAXIMUM_LENGTH + " characters");
        }
        this.text = text;
        form = HashSyntax.read(text);
        limits.check(form);
    }

    /**
     * One that comes from elsewhere.
     *
     * @throws InvalidValueException when it has none of the forms, or checking a password against it costs too much;
     *     never with its text
     */
    public static PasswordHash imported(String text) {
        return new PasswordHash(text, HashLimits.IMPORTED);
    }

    /**
     * One that this service keeps: what it costs was decided when it came, or by the settings that it was made with.
     *
     * @throws InvalidValueException when it has none of the forms
     */
    public static PasswordHash stored(String text) {
        return new PasswordHash(text, HashLimits.STORED);
    }

    /** The hash as it is kept: a secret. */
    public String text() {
        return text;
    }

    /** What it says. */
    public HashForm form() {
        return form;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash hash && text.equals(hash.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
