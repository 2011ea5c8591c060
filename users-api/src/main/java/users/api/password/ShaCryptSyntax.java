package users.api.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import users.api.password.HashForm.ShaCrypt;

/** Reads hashes of SHA-crypt, whose last characters stand for four bits, and for two. */
final class ShaCryptSyntax {

    private static final int DEFAULT_ROUNDS = 5_000;

    private static final HashPattern SHA_256 =
            pattern("5", "[./A-Za-z0-9]{42}[./0-9A-D]", "$5$rounds=535000$salt$ and 43 characters");
    private static final HashPattern SHA_512 =
            pattern("6", "[./A-Za-z0-9]{85}[./01]", "$6$rounds=656000$salt$ and 86 characters");

    private ShaCryptSyntax() {}

    static HashForm read(String text) {
        return text.startsWith("$5$")
                ? read(SHA_256.read(text), ShaCrypt.Variant.SHA256)
                : read(SHA_512.read(text), ShaCrypt.Variant.SHA512);
    }

    private static HashForm read(HashPattern.Fields fields, ShaCrypt.Variant variant) {
        return new ShaCrypt(
                variant,
                fields.optionalNumber("rounds").orElse(DEFAULT_ROUNDS),
                new HashBytes(fields.text("salt").getBytes(US_ASCII)),
                new HashBytes(fields.text("digest").getBytes(US_ASCII)));
    }

    /** Of fewer than 1,000 rounds there are none. */
    private static HashPattern pattern(String identifier, String digest, String example) {
        return HashPattern.of(
                "\\$%s\\$(?:rounds=(?<rounds>[1-9][0-9]{3,8})\\$)?(?<salt>[./A-Za-z0-9]{1,16})\\$(?<digest>%s)"
                        .formatted(identifier, digest),
                example);
    }
}
