package users.shell.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text in UTF-8, with or without a byte order mark and whatever the locale, read as they are taken. */
public final class TextLines {

    private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream input;
    private int number;

    /** The lines of an input that stays its owner's to close. */
    public TextLines(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    /**
     * The next line with the line break behind it; empty at the end.
     *
     * @throws UnreadableTextException when it is UTF-16 or anything else but UTF-8
     */
    public Optional<String> next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0; next = input.read()) {
            if (bytes.size() == MAXIMUM_BYTES) {
                throw new UnreadableTextException("line %d is longer than 4 MiB".formatted(number + 1));
            }
            bytes.write(next);
            if (next == '\n') {
                break;
            }
        }
        if (bytes.size() == 0) {
            return Optional.empty();
        }
        number++;
        return Optional.of(decode(bytes.toByteArray()));
    }

    /** Of the line that was taken last, from 1. */
    public int number() {
        return number;
    }

    private String decode(byte[] bytes) {
        boolean marked = number == 1 && (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE));
        if (marked || hasNul(bytes)) {
            throw new UnreadableTextException("it is UTF-16, or no text at all: save it as UTF-8");
        }
        try {
            var line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        } catch (CharacterCodingException e) {
            throw new UnreadableTextException("line %d is not UTF-8: save it as UTF-8".formatted(number));
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static boolean hasNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
