package users.server.fuzz;

import java.util.List;
import users.api.Samples;
import users.api.Samples.Source;
import users.server.contract.Injections;

/** Texts that systems stumble over. */
final class Texts {

    private static final Source<String> NASTY = Samples.oneOf(
            "",
            " ",
            "\0",
            "a\0b",
            "\u0001\u001f\u007f",
            "\r\n",
            "\t",
            "\u0085\u2028\u2029",
            "\uFEFFmarked",
            "\u200B",
            "\u202Egnp.exe",
            "\u0627\u0644\u0639\u0631\u0628\u064A\u0629",
            "\u05E9\u05DC\u05D5\u05DD",
            "e\u0301",
            "\u0130\u0131\u00DF\u1E9E\u212A",
            "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "\uD83C\uDDEC\uD83C\uDDE7",
            "\uDBFF\uDFFF",
            "\uFFFF\uFFFE",
            "\uFFFD",
            "null",
            "undefined",
            "NaN",
            "true",
            "-1",
            "0",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "{}",
            "[]",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "@",
            "a@b",
            "a@[127.0.0.1]",
            "\"a b\"@c.test",
            "a@xn--a.test",
            "\uFF21\uFF20\uFF22",
            "9999999999999999999999999",
            "1e400",
            "0x7fffffff");

    private static final Source<String> CODE_POINT = Samples.letter(0, Character.MAX_CODE_POINT);

    private static final Source<String> LONG = Samples.anyOf(List.of(
            random -> "x".repeat(random.nextInt(20_000)),
            random -> "\u0301".repeat(random.nextInt(2_000)),
            random -> "(".repeat(random.nextInt(5_000)),
            random -> "\uD83D\uDE00".repeat(random.nextInt(1_000))));

    static final Source<String> INJECTION = Samples.oneOf(Injections.TEXTS.toArray(String[]::new));

    static final Source<String> ANY = Samples.anyOf(List.of(
            INJECTION, NASTY, NASTY, Samples.joined(NASTY, "", 2, 4), Samples.joined(CODE_POINT, "", 0, 40), LONG));

    private Texts() {}
}
