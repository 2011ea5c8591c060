package users.api.password;

import java.util.Locale;
import users.api.InvalidValueException;

/** Tells the forms of hashes apart, and reads those of bcrypt, Argon2 and scrypt. */
final class HashSyntax {

    private static final HashPattern BCRYPT = HashPattern.of(
            "\\$2[aby]\\$(?<cost>0[4-9]|[12][0-9]|3[01])\\$(?<salt>[./A-Za-z0-9]{22})(?<digest>[./A-Za-z0-9]{31})",
            "$2b$12$ (cost 04 to 31) and 53 characters");
    private static final HashPattern ARGON2 = HashPattern.of(
            "\\$argon2(?<variant>id?|d)(?:\\$v=(?<version>16|19))?\\$m=(?<m>#),t=(?<t>#),p=(?<p>#)"
                    + "\\$(?<salt>@)\\$(?<digest>@)",
            "$argon2id$v=19$m=19456,t=2,p=1$salt$hash");
    private static final HashPattern SCRYPT = HashPattern.of(
            "\\$scrypt\\$ln=(?<ln>#),r=(?<r>#),p=(?<p>#)\\$(?<salt>@)\\$(?<digest>@)",
            "$scrypt$ln=16,r=8,p=1$salt$hash");

    private HashSyntax() {}

    /** @throws InvalidValueException when it has none of the forms */
    static HashForm read(String text) {
        if (text.startsWith("$2x$")) {
            throw new InvalidValueException(
                    "must not be a $2x$ hash, which a faulty bcrypt made: the user needs a new password");
        }
        if (text.startsWith("$2")) {
            return bcrypt(BCRYPT.read(text));
        }
        if (text.startsWith("$argon2")) {
            return argon2(ARGON2.read(text));
        }
        if (text.startsWith("$scrypt$")) {
            return scrypt(SCRYPT.read(text));
        }
        if (text.startsWith("$pbkdf2") || text.startsWith("pbkdf2_")) {
            return Pbkdf2Syntax.read(text);
        }
        if (text.startsWith("$5$") || text.startsWith("$6$")) {
            return ShaCryptSyntax.read(text);
        }
        throw new InvalidValueException(
                "must be a hash of bcrypt, Argon2, scrypt, PBKDF2 or SHA-crypt that begins with the name of its form,"
                        + " such as $2b$ or $argon2id$");
    }

    private static HashForm bcrypt(HashPattern.Fields fields) {
        return new HashForm.Bcrypt(
                fields.number("cost"),
                HashBase64.bcrypt(fields.text("salt")),
                HashBase64.bcrypt(fields.text("digest")));
    }

    private static HashForm argon2(HashPattern.Fields fields) {
        var parameters = new Argon2Parameters(
                Argon2Parameters.Variant.valueOf(fields.text("variant").toUpperCase(Locale.ROOT)),
                fields.optionalNumber("version").orElse(Argon2Parameters.VERSION_16),
                fields.number("m"),
                fields.number("t"),
                fields.number("p"));
        return new HashForm.Argon2(
                parameters, HashBase64.salt(fields.text("salt"), 8), HashBase64.digest(fields.text("digest")));
    }

    private static HashForm scrypt(HashPattern.Fields fields) {
        return new HashForm.Scrypt(
                fields.number("ln"),
                fields.number("r"),
                fields.number("p"),
                HashBase64.salt(fields.text("salt"), 1),
                HashBase64.digest(fields.text("digest")));
    }
}
