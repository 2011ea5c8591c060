package users.api.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import users.api.InvalidValueException;
import users.api.Quoted;

/** AIP-160's grammar, by recursive descent; how deep is bounded, so that no filter can exhaust a stack. */
final class FilterParser {

    private static final int MAXIMUM_BYTES = 4096;
    private static final int MAXIMUM_TERMS = 64;
    private static final int MAXIMUM_DEPTH = 16;
    private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT");

    private final Scanner scanner;
    private int terms;
    private int depth;

    private FilterParser(Scanner scanner) {
        this.scanner = scanner;
    }

    static Filter parse(String text) {
        refuseLonger(text, "must be at most %,d bytes");
        var parser = new FilterParser(new Scanner(text));
        parser.scanner.skipBlanks();
        if (parser.scanner.atEnd()) {
            return Filter.ALL;
        }
        var filter = Filter.of(parser.expression());
        if (!parser.scanner.atEnd()) {
            throw new InvalidValueException(
                    "has a ) at character %d without its (".formatted(parser.scanner.position()));
        }
        // What is sent on is this form.
        refuseLonger(filter.toString(), "must be at most %,d bytes, in its canonical form too");
        return filter;
    }

    private static void refuseLonger(String text, String message) {
        if (text.getBytes(UTF_8).length > MAXIMUM_BYTES) {
            throw new InvalidValueException(String.format(Locale.ROOT, message, MAXIMUM_BYTES));
        }
    }

    /** Factors with AND or nothing between them. */
    private Condition expression() {
        var factors = new ArrayList<Condition>();
        do {
            factors.add(factor());
        } while (scanner.takeKeyword("AND") || (!scanner.atEnd() && !scanner.isNext(')')));
        return joined(factors, Condition.And::new);
    }

    /** Terms with OR between them. */
    private Condition factor() {
        var alternatives = new ArrayList<Condition>();
        do {
            alternatives.add(term());
        } while (scanner.takeKeyword("OR"));
        return joined(alternatives, Condition.Or::new);
    }

    private Condition term() {
        boolean negated = scanner.takeKeyword("NOT") || scanner.take('-');
        scanner.skipBlanks();
        var simple = scanner.isNext('(') ? inParentheses() : restriction();
        scanner.skipBlanks();
        return negated ? Condition.not(simple) : simple;
    }

    private Condition inParentheses() {
        int start = scanner.position();
        if (++depth > MAXIMUM_DEPTH) {
            throw new InvalidValueException(
                    "must not have parentheses more than %d deep, as at character %d".formatted(MAXIMUM_DEPTH, start));
        }
        scanner.take('(');
        scanner.skipBlanks();
        var inner = expression();
        if (!scanner.take(')')) {
            throw new InvalidValueException("has a ( at character %d without its )".formatted(start));
        }
        depth--;
        return inner;
    }

    private Condition restriction() {
        if (++terms > MAXIMUM_TERMS) {
            throw new InvalidValueException("must have at most %d terms; another one is at character %d"
                    .formatted(MAXIMUM_TERMS, scanner.position()));
        }
        if (scanner.isQuoteNext()) {
            return quotedWord();
        }
        if (scanner.isNext('-') || KEYWORDS.stream().anyMatch(scanner::isKeywordNext)) {
            throw unexpected();
        }
        var word = scanner.word();
        if (word.text().isEmpty()) {
            throw unexpected();
        }
        if (scanner.isNext('(')) {
            throw new InvalidValueException("has a function %s at character %d, and there are none"
                    .formatted(Quoted.of(word.text()), word.position()));
        }
        if (Field.isLabelPrefix(word) && scanner.isQuoteNext()) {
            return comparison(Field.label(scanner.quoted()));
        }
        scanner.skipBlanks();
        return scanner.isOperatorNext() ? comparison(Field.of(word)) : word(word);
    }

    private Condition comparison(Field field) {
        scanner.skipBlanks();
        var operator = Operator.read(scanner);
        scanner.skipBlanks();
        if (scanner.atEnd() || scanner.isNext('(') || scanner.isNext(')') || scanner.isOperatorNext()) {
            throw new InvalidValueException("%s at character %d, where a value for %s was expected"
                    .formatted(scanner.found(), scanner.position(), field.name()));
        }
        var condition = field.reading().apply(operator, scanner.value());
        return operator.negated() ? Condition.not(condition) : condition;
    }

    private Condition quotedWord() {
        var text = scanner.quoted();
        scanner.skipBlanks();
        if (scanner.isOperatorNext()) {
            throw new InvalidValueException(
                    "has an operator at character %d behind a quoted text: a field's name stands there, without quotes"
                            .formatted(scanner.position()));
        }
        return Restrictions.mention(text);
    }

    private static Condition word(Literal word) {
        var capitals = word.text().toUpperCase(Locale.ROOT);
        if (KEYWORDS.contains(capitals)) {
            throw new InvalidValueException("has %s at character %d: write %s, or \"%s\" in quotes to look for the word"
                    .formatted(word.text(), word.position(), capitals, word.text()));
        }
        return Restrictions.mention(word);
    }

    private InvalidValueException unexpected() {
        return new InvalidValueException("%s at character %d, where a term such as country = \"GB\" was expected"
                .formatted(scanner.found(), scanner.position()));
    }

    private static Condition joined(List<Condition> parts, Function<List<Condition>, Condition> join) {
        return parts.size() == 1 ? parts.getFirst() : join.apply(List.copyOf(parts));
    }
}
