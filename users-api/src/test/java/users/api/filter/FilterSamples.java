package users.api.filter;

import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import users.api.Email;
import users.api.InvalidValueException;
import users.api.Samples;
import users.api.UserId;

/** Random filters, of few letters and values so that they often match; every one is in the form that is parsed. */
public final class FilterSamples {

    /** Letters with which case, wildcards, escapes, composition and the order of UTF-16 go wrong. */
    private static final Samples.Source<String> LETTER = Samples.oneOf(
            "a",
            "A",
            "b",
            "B",
            "i",
            "I",
            "\u0130",
            "\u0131",
            "\u00df",
            "\u1e9e",
            "\u00e9",
            "E\u0301",
            "J\u030c",
            "\u01f0",
            "\u03a3",
            "\u03c2",
            "k",
            "\u212a",
            "_",
            "%",
            "\\",
            "*",
            "\"",
            "'",
            " ",
            "-",
            "\uffe6",
            "\ud83d\ude00",
            "\ud801\udc00");

    /** Texts of a few letters, in NFC, sometimes empty. */
    public static final Samples.Source<String> TEXT =
            Samples.joined(LETTER, "", 0, 3).andThen(text -> Normalizer.normalize(text, Normalizer.Form.NFC))::apply;

    public static final Samples.Source<String> EMAIL = Samples.oneOf(
            "ann@x.test", "ANN@x.test", "a_n@x.test", "\u0130nn@b\u00fccher.test", "\u212aim@B\u00dcCHER.test");

    public static final Samples.Source<String> LABEL_KEY = Samples.oneOf("team", "x.y", "a/b");

    /** Texts that are not composed, with line breaks. */
    public static final Samples.Source<String> LABEL_VALUE =
            Samples.joined(Samples.anyOf(List.of(LETTER, Samples.oneOf("\t", "\n", "\r\n"))), "", 0, 3);

    private static final int MAXIMUM_DEPTH = 3;

    private FilterSamples() {}

    public static Filter filter(Random random) {
        return random.nextInt(50) == 0 ? Filter.ALL : Filter.of(condition(random, MAXIMUM_DEPTH));
    }

    /** Ids on both sides of the one that counts as negative. */
    public static UserId id(Random random) {
        return new UserId(new UUID((long) (random.nextInt(4) - 2) << 62, random.nextInt(3) - 1));
    }

    /** Times that differ by microseconds. */
    public static Instant time(Random random) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
    }

    public static Samples.Source<String> country() {
        return Samples.oneOf("GB", "GA", "IB", "US");
    }

    private static Condition condition(Random random, int depth) {
        return switch (depth == 0 ? 3 : random.nextInt(5)) {
            case 0 -> new Condition.And(parts(random, depth));
            case 1 -> new Condition.Or(parts(random, depth));
            case 2 -> Condition.not(condition(random, depth - 1));
            default -> restriction(random);
        };
    }

    private static List<Condition> parts(Random random, int depth) {
        return IntStream.range(0, random.nextInt(2, 4))
                .mapToObj(any -> condition(random, depth - 1))
                .toList();
    }

    private static Condition restriction(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> new Condition.Mention(TEXT.apply(random));
            case 1 -> new Condition.LabelPresence(LABEL_KEY.apply(random));
            case 2 -> new Condition.Disabled();
            case 3 -> new Condition.IdComparison(relation(random), id(random));
            case 4 ->
                new Condition.TimeComparison(
                        random.nextBoolean() ? TimeField.CREATE_TIME : TimeField.UPDATE_TIME,
                        relation(random),
                        time(random));
            default -> ofText(random, field(random));
        };
    }

    private static TextField field(Random random) {
        var attributes = TextField.Attribute.values();
        int which = random.nextInt(attributes.length + 2);
        return which < attributes.length ? attributes[which] : new TextField.Label(LABEL_KEY.apply(random));
    }

    private static Condition ofText(Random random, TextField field) {
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.Containment(field, part(random, field));
            case 1 -> wildcard(random, field);
            default -> {
                var relation = relation(random);
                yield new Condition.Comparison(field, relation, compared(random, field, relation));
            }
        };
    }

    private static Condition wildcard(Random random, TextField field) {
        var text = part(random, field);
        boolean openStart = random.nextBoolean();
        return new Condition.Wildcard(field, openStart, text, !openStart || random.nextBoolean());
    }

    private static String compared(Random random, TextField field, Relation relation) {
        return switch (field) {
            case TextField.Attribute.EMAIL -> emailKey(random, relation);
            case TextField.Attribute.COUNTRY -> country().apply(random);
            case TextField.Label any -> LABEL_VALUE.apply(random);
            default -> TEXT.apply(random);
        };
    }

    private static String emailKey(Random random, Relation relation) {
        if (relation == Relation.EQUAL || random.nextBoolean()) {
            return new Email(EMAIL.apply(random)).key();
        }
        var text = Normalizer.normalize(Texts.fold(TEXT.apply(random)), Normalizer.Form.NFC);
        try {
            return new Email(text).key();
        } catch (InvalidValueException e) {
            return text;
        }
    }

    /** A piece of what the field may hold. */
    private static String part(Random random, TextField field) {
        return switch (field) {
            case TextField.Attribute.EMAIL -> piece(random, EMAIL.apply(random));
            case TextField.Attribute.COUNTRY -> piece(random, country().apply(random));
            case TextField.Label any -> LABEL_VALUE.apply(random);
            default -> TEXT.apply(random);
        };
    }

    private static String piece(Random random, String text) {
        int from = random.nextInt(text.length());
        return Normalizer.normalize(text.substring(from, random.nextInt(from, text.length()) + 1), Normalizer.Form.NFC);
    }

    private static Relation relation(Random random) {
        var relations = List.of(Relation.values());
        return relations.get(random.nextInt(relations.size()));
    }
}
