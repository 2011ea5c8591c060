package users.shell.command;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import users.api.InvalidValueException;
import users.api.Labels;
import users.api.LabelsUpdate;
import users.api.Quoted;
import users.api.Violations;

/**
 * Labels to set and to remove.
 *
 * @param values by key; empty to remove the label
 */
public record LabelChanges(SortedMap<String, Optional<String>> values) {

    /** Nothing to change. */
    public static final LabelChanges NONE = new LabelChanges(new TreeMap<>());

    public LabelChanges {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    static LabelChanges read(Options options, Violations violations) {
        var changes = new TreeMap<String, Optional<String>>();
        for (var text : options.texts("--label")) {
            violations
                    .read("--label", text, LabelChanges::label)
                    .ifPresent(label -> add(changes, label.getKey(), Optional.of(label.getValue()), violations));
        }
        for (var text : options.texts("--remove-label")) {
            violations
                    .read("--remove-label", text, Labels::key)
                    .ifPresent(key -> add(changes, key, Optional.empty(), violations));
        }
        return new LabelChanges(changes);
    }

    private static void add(
            Map<String, Optional<String>> changes, String key, Optional<String> value, Violations violations) {
        if (changes.putIfAbsent(key, value) != null) {
            violations.add(
                    value.isPresent() ? "--label" : "--remove-label", "names %s twice".formatted(Quoted.of(key)));
        }
    }

    private static Map.Entry<String, String> label(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new InvalidValueException("must be KEY=VALUE, such as team=a");
        }
        return new Labels(Map.of(text.substring(0, equals), text.substring(equals + 1)))
                .values()
                .firstEntry();
    }

    /** The labels of a new user. */
    Labels labels() {
        return on(Labels.NONE);
    }

    /**
     * The labels with these changes.
     *
     * @throws InvalidValueException when they would be too many
     */
    public Labels on(Labels labels) {
        var changed = new TreeMap<>(labels.values());
        values.forEach(
                (key, value) -> value.ifPresentOrElse(text -> changed.put(key, text), () -> changed.remove(key)));
        return new Labels(changed);
    }

    /** As a change of single labels; empty when that cannot name one of the keys. */
    public Optional<LabelsUpdate> merge() {
        return unnameable().isEmpty() ? Optional.of(new LabelsUpdate.Merge(values)) : Optional.empty();
    }

    /** The first key that a change of single labels cannot name. */
    Optional<String> unnameable() {
        return values.keySet().stream()
                .filter(key -> !LabelsUpdate.Merge.canName(key))
                .findFirst();
    }
}
