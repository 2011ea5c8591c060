package users.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How far words are apart. */
public final class Spelling {

    private Spelling() {}

    /** The candidate that was most likely meant; empty when none is near. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String candidate) {
        int most = Math.max(1, candidate.length() / 3);
        // A long word is never measured: that takes time and memory by its length.
        return Math.abs(word.length() - candidate.length()) <= most && distance(word, candidate) <= most;
    }

    /** How many letters have to be added, dropped, changed or swapped with a neighbour (optimal string alignment). */
    public static int distance(String from, String to) {
        var distances = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int best = Math.min(distances[i - 1][j] + 1, distances[i][j - 1] + 1);
                best = Math.min(best, distances[i - 1][j - 1] + changed);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    best = Math.min(best, distances[i - 2][j - 2] + 1);
                }
                distances[i][j] = best;
            }
        }
        return distances[from.length()][to.length()];
    }
}
