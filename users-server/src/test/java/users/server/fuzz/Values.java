package users.server.fuzz;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import users.api.Samples;
import users.api.Samples.Source;
import users.api.filter.FilterSamples;

/** Values for fields by their names, so that many requests are right and the others are wrong in one place. */
record Values(Random random, Memory memory, double wildness) {

    /** Stands in every password, so that a log that has one is found out. */
    static final String SECRET = "tell-nobody";

    private static final Source<String> NAME = Samples.anyOf(List.of(
            Texts.INJECTION, Samples.oneOf("Ann", "O'Neil", "李", "عمر", "Jos\u00E9", "\uD83D\uDE00", "a_b", "50%")));
    private static final Source<String> ORDER = Samples.joined(
            Samples.oneOf("create_time", "update_time", "email", "last_name", "nickname", "country", "desc", ",", "id"),
            " ",
            0,
            2);
    private static final Source<String> PATH = Samples.oneOf(
            "first_name",
            "last_name",
            "nickname",
            "email",
            "country",
            "labels",
            "labels.team",
            "labels.x/y",
            "disabled",
            "disabled_reason",
            "*",
            "id",
            "create_time",
            "etag",
            "firstName",
            "labels.");
    private static final Source<String> HASH = Samples.oneOf(
            "$2a$04$abcdefghijklmnopqrstuunNqnzF4CiO17ldGS8TGQj8KaC58ESfK",
            "$argon2id$v=19$m=16,t=1,p=1$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=4,r=8,p=1$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA",
            "$pbkdf2-sha256$i=1000$c29tZXNhbHQtMDE$AAAAAAAAAAAAAAAAAAAAAA");

    boolean wild() {
        return random.nextDouble() < wildness;
    }

    String text(String field) {
        return wild() && !field.contains("password") ? Texts.ANY.apply(random) : fitting(field);
    }

    private String fitting(String field) {
        return switch (field) {
            case "id", "ids" -> known("id", random -> new UUID(random.nextLong(), random.nextLong()).toString());
            case "email" -> known("email", Values::email);
            case "etag", "page_token", "resume_token" -> known(field, random -> Long.toString(random.nextLong(9)));
            case "request_id" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "first_name", "last_name", "nickname" -> NAME.apply(random);
            case "country" -> FilterSamples.country().apply(random);
            case "password", "old_password", "new_password" ->
                SECRET + (wild() ? Texts.ANY.apply(random) : random.nextInt(3));
            case "password_hash" -> mutated(HASH.apply(random));
            case "key" -> Samples.oneOf("team", "x/y", "a.b", "Z_9").apply(random);
            case "value" -> NAME.apply(random);
            case "filter" -> mutated(FilterSamples.filter(random).toString());
            case "order_by" -> ORDER.apply(random);
            case "paths" -> PATH.apply(random);
            default -> Texts.ANY.apply(random);
        };
    }

    static String email(Random random) {
        var user = Samples.oneOf("ann", "o'neil", "'or'1'='1", "a_b", "50%", "李", "$1", "?")
                .apply(random);
        return "%s-%s@fuzz.test".formatted(user, Integer.toString(random.nextInt(100_000), 36));
    }

    /** Mostly one that there is, or that is nearly one. */
    private String known(String name, Source<String> otherwise) {
        return random.nextInt(4) == 0
                ? otherwise.apply(random)
                : memory.text(name, random).map(this::mutated).orElseGet(() -> otherwise.apply(random));
    }

    private String mutated(String text) {
        if (text.isEmpty() || !wild()) {
            return text;
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at) + text;
            case 2 -> text.substring(0, at) + Texts.ANY.apply(random) + text.substring(at);
            default ->
                text.substring(0, at) + (char) (text.charAt(at) ^ 1 << random.nextInt(7)) + text.substring(at + 1);
        };
    }

    long number() {
        return wild()
                ? switch (random.nextInt(5)) {
                    case 0 -> Long.MIN_VALUE >> random.nextInt(64);
                    case 1 -> Long.MAX_VALUE >> random.nextInt(63);
                    case 2 -> 1L << random.nextInt(63);
                    case 3 -> -random.nextInt(100);
                    default -> random.nextLong();
                }
                : random.nextInt(20);
    }

    /** How often something stands that may stand often. */
    int count() {
        return wild() ? random.nextInt(random.nextInt(20) == 0 ? 3_000 : 80) : random.nextInt(4);
    }

    /** Bytes that are no UTF-8 and yet may come as a text: overlong, surrogates, beyond Unicode, cut. */
    byte[] brokenText() {
        var bytes = List.of("c080", "eda080", "edbfbf", "f4908080", "ff", "c3", "e28228", "fe80")
                .get(random.nextInt(8));
        return java.util.HexFormat.of()
                .parseHex(IntStream.range(0, random.nextInt(1, 4))
                        .mapToObj(any -> bytes)
                        .collect(Collectors.joining("61")));
    }
}
