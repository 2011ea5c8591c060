package users.api.filter;

import java.util.Optional;
import users.api.CountryCode;
import users.api.Email;
import users.api.User;

/**
 * Which users a list holds (AIP-160): those of whom the condition holds; all of them when there is none.
 *
 * <p>Fields are {@code id email first_name last_name nickname country disabled create_time update_time} and
 * {@code labels.KEY}, operators {@code = != < <= > >= :}. Restrictions are joined by {@code AND}, by nothing at all, which
 * is the same, or by {@code OR}, which binds tighter; {@code NOT} or {@code -} before one is its opposite. A word without
 * an operator is looked for in the names, the nickname and the e-mail.
 */
public record Filter(Optional<Condition> condition) {

    /** Everybody. */
    public static final Filter ALL = new Filter(Optional.empty());

    /** The users of one country. */
    public static Filter country(CountryCode country) {
        return of(new Condition.Comparison(TextField.Attribute.COUNTRY, Relation.EQUAL, country.value()));
    }

    /** The users of one e-mail, in any spelling that counts as the same: the one who is there, and those who are deleted. */
    public static Filter email(Email email) {
        return of(new Condition.Comparison(TextField.Attribute.EMAIL, Relation.EQUAL, email.key()));
    }

    /** The users of whom a condition holds. */
    public static Filter of(Condition condition) {
        return new Filter(Optional.of(condition));
    }

    /**
     * Reads a filter of at most 4,096 bytes, 64 terms and parentheses 16 deep; {@link #toString} is its inverse.
     *
     * @throws users.api.InvalidValueException when it is none; the message says at which character, counted from 1, and
     *     what was expected there
     */
    public static Filter parse(String text) {
        return FilterParser.parse(text);
    }

    /** Whether a user is among them. */
    public boolean matches(User user) {
        return condition.map(asked -> Matching.holds(asked, user)).orElse(true);
    }

    /** The filter in its canonical form: equal filters are equal texts. */
    @Override
    public String toString() {
        return condition.map(FilterText::of).orElse("");
    }
}
