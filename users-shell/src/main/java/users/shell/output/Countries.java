package users.shell.output;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The countries of ISO 3166-1 and their names in English, as this Java knows them. */
public final class Countries {

    private Countries() {}

    /** Names by code. */
    public static Map<String, String> names() {
        var names = new TreeMap<String, String>();
        for (var code : Locale.getISOCountries()) {
            names.put(code, name(code));
        }
        return names;
    }

    /** The code, and behind it the country's name where there is one. */
    static String named(String code) {
        var name = name(code);
        return name.equals(code) ? code : code + " (" + name + ")";
    }

    private static String name(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }
}
