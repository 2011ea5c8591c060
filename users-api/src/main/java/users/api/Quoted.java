package users.api;

/** What a caller sent, as it can be echoed: it must fit into the trailers of a call and do no harm to a terminal. */
public final class Quoted {

    private static final int MAXIMUM_LENGTH = 40;

    private Quoted() {}

    /** The text in quotes, cut, and with a ? for each character that is not printable ASCII. */
    public static String of(String text) {
        var printable =
                text.substring(0, Math.min(text.length(), MAXIMUM_LENGTH)).replaceAll("[^\\x21-\\x7E]", "?");
        return '"' + printable + (text.length() > MAXIMUM_LENGTH ? "...\"" : "\"");
    }
}
