package users.shell.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it: in grapheme clusters, each some columns wide. */
final class DisplayText {

    private static final String ELLIPSIS = "…";
    private static final Pattern CLUSTER = Pattern.compile("\\X");
    // They would move the cursor or turn the line around; the joiners (U+200C, U+200D) belong to words and emoji.
    private static final Pattern UNSHOWABLE =
            Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private DisplayText() {}

    /** The text without what would spoil the screen. */
    static String showable(String text) {
        return UNSHOWABLE.matcher(text).replaceAll("\uFFFD");
    }

    /** How many columns the text takes. */
    static int width(String text) {
        return isAscii(text)
                ? text.length()
                : clusters(text).stream().mapToInt(DisplayText::clusterWidth).sum();
    }

    /** The text cut to so many columns, between two clusters, with a mark where something is missing. */
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        var cut = new StringBuilder();
        int left = columns - 1;
        for (var cluster : clusters(text)) {
            left -= clusterWidth(cluster);
            if (left < 0) {
                break;
            }
            cut.append(cluster);
        }
        return cut + ELLIPSIS;
    }

    /** Whether terminals disagree about its width, as they do about emoji and marks that combine. */
    static boolean isContested(String text) {
        return !isAscii(text)
                && clusters(text).stream().anyMatch(cluster -> cluster.length() > 1 || cluster.charAt(0) >= 0x2190);
    }

    private static List<String> clusters(String text) {
        var clusters = new ArrayList<String>();
        var matcher = CLUSTER.matcher(text);
        while (matcher.find()) {
            clusters.add(matcher.group());
        }
        return clusters;
    }

    private static int clusterWidth(String cluster) {
        return Math.max(0, WCWidth.wcwidthForGraphemeCluster(cluster, 0));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
