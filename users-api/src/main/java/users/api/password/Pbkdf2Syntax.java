package users.api.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import users.api.InvalidValueException;
import users.api.password.HashForm.Pbkdf2;

/** Reads hashes of PBKDF2 in the three forms that are about. */
final class Pbkdf2Syntax {

    private static final String PREFIX = "\\$pbkdf2(?:-(?<function>sha(?:1|256|512)))?\\$";

    private static final HashPattern PHC = HashPattern.of(
            PREFIX + "i=(?<iterations>#)(?:,l=(?<length>#))?\\$(?<salt>@)\\$(?<digest>@)",
            "$pbkdf2-sha256$i=600000,l=32$salt$hash");
    private static final HashPattern PASSLIB = HashPattern.of(
            PREFIX + "(?<iterations>#)\\$(?<salt>[A-Za-z0-9./+]+)\\$(?<digest>[A-Za-z0-9./+]+)",
            "$pbkdf2-sha256$600000$salt$hash");
    private static final HashPattern DJANGO = HashPattern.of(
            "pbkdf2_(?<function>sha1|sha256)\\$(?<iterations>#)\\$(?<salt>[!-#%-~]{1,64})\\$(?<digest>@)=",
            "pbkdf2_sha256$1200000$salt$hash=");

    private Pbkdf2Syntax() {}

    static HashForm read(String text) {
        if (text.startsWith("pbkdf2_")) {
            var fields = DJANGO.read(text);
            return whole(fields, new HashBytes(fields.text("salt").getBytes(US_ASCII)), fields.text("digest"));
        }
        return PHC.find(text).map(Pbkdf2Syntax::phc).orElseGet(() -> passlib(PASSLIB.read(text)));
    }

    private static Pbkdf2 phc(HashPattern.Fields fields) {
        var digest = HashBase64.digest(fields.text("digest"));
        refuseLengthBut(fields.optionalNumber("length").orElse(digest.length()), digest);
        return form(fields, HashBase64.salt(fields.text("salt"), 1), digest);
    }

    private static Pbkdf2 passlib(HashPattern.Fields fields) {
        var salt = HashBase64.salt(fields.text("salt").replace('.', '+'), 1);
        return whole(fields, salt, fields.text("digest").replace('.', '+'));
    }

    /** These tools keep all that one output of the function has. */
    private static Pbkdf2 whole(HashPattern.Fields fields, HashBytes salt, String digest) {
        var form = form(fields, salt, HashBase64.digest(digest));
        refuseLengthBut(form.function().length(), form.digest());
        return form;
    }

    private static Pbkdf2 form(HashPattern.Fields fields, HashBytes salt, HashBytes digest) {
        var function = fields.has("function") ? fields.text("function") : "sha1";
        return new Pbkdf2(
                Pbkdf2.Function.valueOf(function.toUpperCase(Locale.ROOT)), fields.number("iterations"), salt, digest);
    }

    private static void refuseLengthBut(int length, HashBytes digest) {
        if (digest.length() != length) {
            throw new InvalidValueException(
                    "must be a hash whose last part has %d bytes, not %d".formatted(length, digest.length()));
        }
    }
}
