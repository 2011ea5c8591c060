package users.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The grammar of e-mail addresses and the form in which two of them are compared. */
final class EmailSyntax {

    private static final int MAXIMUM_LOCAL_BYTES = 64;
    private static final int MAXIMUM_BYTES = 254;
    private static final int MAXIMUM_LABEL_LENGTH = 63;
    private static final String ASCII_SPECIALS = "!#$%&'*+-/=?^_`{|}~.";
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");

    private EmailSyntax() {}

    static String check(String text) {
        if (!Text.composable(text, MAXIMUM_BYTES)) {
            throw tooLong();
        }
        var address = refuseLonger(Normalizer.normalize(text, Normalizer.Form.NFC));
        address.codePoints().forEach(EmailSyntax::refuseInvisible);
        int at = address.indexOf('@');
        if (at < 0 || at != address.lastIndexOf('@')) {
            throw new InvalidValueException("must have exactly one @, such as ann@example.com");
        }
        checkLocalPart(address.substring(0, at));
        refuseLonger(key(address));
        return address;
    }

    static String key(String address) {
        int at = address.indexOf('@');
        return lowerCase(address.substring(0, at)) + "@" + asciiDomain(address.substring(at + 1));
    }

    /** Without regard to locale and place: a Σ is the same letter inside a word and, as ς, at its end. */
    private static String lowerCase(String text) {
        // Lower case can take a letter apart: İ becomes i and a dot above.
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT).replace('ς', 'σ'), Normalizer.Form.NFC);
    }

    private static String refuseLonger(String address) {
        if (address.getBytes(UTF_8).length > MAXIMUM_BYTES) {
            throw tooLong();
        }
        return address;
    }

    private static InvalidValueException tooLong() {
        return new InvalidValueException(
                "must be at most " + MAXIMUM_BYTES + " bytes, in lower case and with its domain in IDN form too");
    }

    private static void checkLocalPart(String local) {
        if (local.isEmpty()) {
            throw new InvalidValueException("must have something before the @");
        }
        if (Math.max(local.getBytes(UTF_8).length, lowerCase(local).getBytes(UTF_8).length) > MAXIMUM_LOCAL_BYTES) {
            throw new InvalidValueException(
                    "must have at most " + MAXIMUM_LOCAL_BYTES + " bytes before the @, in lower case too");
        }
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw new InvalidValueException("must not have a dot first, last or twice in a row before the @");
        }
        local.codePoints()
                .filter(c -> c < 0x80 && !Character.isLetterOrDigit(c) && ASCII_SPECIALS.indexOf(c) < 0)
                .findFirst()
                .ifPresent(c -> {
                    throw new InvalidValueException("must not have %s before the @".formatted(Character.toString(c)));
                });
    }

    /** The domain in lower case and the form that DNS takes (RFC 5890's A-labels). */
    private static String asciiDomain(String domain) {
        String ascii;
        try {
            ascii = IDN.toASCII(lowerCase(domain), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("must have a domain name after the @, such as example.com");
        }
        for (var label : ascii.split("\\.", -1)) {
            if (label.length() > MAXIMUM_LABEL_LENGTH || !LABEL.matcher(label).matches()) {
                throw new InvalidValueException(
                        "must have a domain name after the @, such as example.com: labels of letters, digits and inner"
                                + " hyphens, joined by single dots");
            }
        }
        return ascii;
    }

    /** An address that looks like another one and is not is how accounts are stolen. */
    private static void refuseInvisible(int character) {
        switch (Character.getType(character)) {
            case Character.FORMAT ->
                throw new InvalidValueException("must not have invisible characters (U+%04X)".formatted(character));
            case Character.SURROGATE ->
                throw new InvalidValueException("must be well-formed Unicode, without lone surrogates");
            default -> {
                if (Character.isISOControl(character)
                        || Character.isWhitespace(character)
                        || Character.isSpaceChar(character)
                        || isBlank(character)) {
                    throw new InvalidValueException(
                            "must not have white space or control characters (U+%04X)".formatted(character));
                }
            }
        }
    }

    /** Letters and marks that are drawn as nothing: the Hangul fillers, the joiner and the variation selectors. */
    private static boolean isBlank(int character) {
        return character == 0x115F
                || character == 0x1160
                || character == 0x3164
                || character == 0xFFA0
                || character == 0x034F
                || (character >= 0x17B4 && character <= 0x17B5)
                || (character >= 0x180B && character <= 0x180F)
                || (character >= 0xFE00 && character <= 0xFE0F)
                || (character >= 0xE0100 && character <= 0xE01EF);
    }
}
