package users.api.filter;

import java.util.Arrays;
import java.util.Optional;
import users.api.InvalidValueException;
import users.api.Quoted;

/**
 * An operator where it stands in a filter.
 *
 * @param relation empty for {@code :}
 * @param negated whether the opposite is asked for
 */
record Operator(String symbol, int position, Optional<Relation> relation, boolean negated) {

    static Operator read(Scanner scanner) {
        int position = scanner.position();
        if (!scanner.isOperatorNext()) {
            throw new InvalidValueException("%s at character %d, where one of = != < <= > >= : was expected"
                    .formatted(scanner.found(), position));
        }
        var symbol = scanner.operator();
        return switch (symbol) {
            case ":" -> new Operator(symbol, position, Optional.empty(), false);
            case "!=" -> new Operator(symbol, position, Optional.of(Relation.EQUAL), true);
            default ->
                new Operator(
                        symbol,
                        position,
                        Optional.of(Arrays.stream(Relation.values())
                                .filter(relation -> relation.symbol().equals(symbol))
                                .findFirst()
                                .orElseThrow(() -> unknown(symbol, position))),
                        false);
        };
    }

    boolean isEquality() {
        return relation.equals(Optional.of(Relation.EQUAL));
    }

    InvalidValueException refused(String field, String taken) {
        return new InvalidValueException(
                "has %s at character %d: %s takes %s".formatted(symbol, position, field, taken));
    }

    private static InvalidValueException unknown(String symbol, int position) {
        return new InvalidValueException("has no operator %s at character %d: there are = != < <= > >= and :"
                .formatted(Quoted.of(symbol), position));
    }
}
