package users.server;

import io.helidon.config.ConfigException;
import io.helidon.config.spi.ConfigNode;
import io.helidon.config.spi.ConfigParser;
import io.helidon.config.yaml.YamlConfigParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where settings come from.
 *
 * @param name as the person who wrote them knows it
 * @param values by key
 */
record SettingsSource(String name, Map<String, String> values) {

    private static final String PREFIX = "users.";

    /** The defaults that come with the server. */
    static SettingsSource defaults() {
        try (var yaml = Objects.requireNonNull(SettingsSource.class.getResourceAsStream("/application.yaml"))) {
            return new SettingsSource("application.yaml", parse(yaml));
        } catch (IOException e) {
            throw new StartException("application.yaml cannot be read: the server's installation is damaged");
        }
    }

    /** A file of the operator's, in the form of {@code application.yaml}. */
    static SettingsSource file(String file) {
        try (var yaml = Files.newInputStream(Path.of(file))) {
            return new SettingsSource(file, parse(yaml));
        } catch (IOException | InvalidPathException e) {
            throw new StartException(
                    "CONFIG_FILE names %s, which cannot be read: check the path and who may read it".formatted(file));
        } catch (ConfigException e) {
            throw new StartException("CONFIG_FILE names %s, which is no valid YAML".formatted(file));
        }
    }

    static SettingsSource environment(Map<String, String> variables) {
        return new SettingsSource(
                "environment",
                EnvironmentNames.BY_KEY.entrySet().stream()
                        .filter(name -> variables.containsKey(name.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, name -> variables.get(name.getValue()))));
    }

    static SettingsSource properties(Properties properties) {
        var ours = new TreeMap<String, String>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> ours.put(key, properties.getProperty(key)));
        return new SettingsSource("system property", ours);
    }

    /** What to call a key, so that whoever set it finds it. */
    String naming(String key) {
        return switch (name) {
            case "environment" -> EnvironmentNames.BY_KEY.get(key) + " (" + key + ")";
            case "system property" -> "the system property " + key;
            default -> key + " in " + name;
        };
    }

    /**
     * By Helidon Config's parser alone. The Config around it would resolve references, and a password may well have a
     * dollar sign in it; making one takes longer than all the rest of reading settings, and nothing starts before these.
     */
    private static Map<String, String> parse(InputStream yaml) {
        var values = new TreeMap<String, String>();
        var content = ConfigParser.Content.builder().data(yaml).build();
        YamlConfigParser.create().parse(content).forEach((key, node) -> collect(key, node, values));
        return values;
    }

    private static void collect(String key, ConfigNode node, Map<String, String> values) {
        node.value().ifPresent(value -> values.put(key, value));
        if (node instanceof ConfigNode.ObjectNode object) {
            object.forEach((name, child) -> collect(key + "." + name, child, values));
        } else if (node instanceof ConfigNode.ListNode list) {
            for (int i = 0; i < list.size(); i++) {
                collect(key + "." + i, list.get(i), values);
            }
        }
    }
}
