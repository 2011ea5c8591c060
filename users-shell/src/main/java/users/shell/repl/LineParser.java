package users.shell.repl;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import users.shell.script.Script;

/** Reads what is being typed by the rules of {@link Script}; an open quote asks for another line. */
final class LineParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean finished = context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
        if (finished) {
            Script.read(line).openQuote().ifPresent(quote -> {
                throw new EOFError(-1, -1, "open quote", String.valueOf(quote.mark()));
            });
        }
        return TypedLine.of(line, cursor);
    }

    @Override
    public boolean isEscapeChar(char character) {
        return false;
    }
}
