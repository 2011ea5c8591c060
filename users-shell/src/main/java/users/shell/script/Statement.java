package users.shell.script;

import java.util.List;

/**
 * One command as it was written.
 *
 * @param words at least one
 * @param line on which it begins, from 1
 */
public record Statement(List<Word> words, int line) {

    /** The words as a program gets them. */
    public List<String> arguments() {
        return words.stream().map(Word::text).toList();
    }
}
