package users.server;

import io.helidon.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import users.server.yaml.FlatYaml;

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
            return new SettingsSource("application.yaml", FlatYaml.read(yaml));
        } catch (IOException e) {
            throw new StartException("application.yaml cannot be read: the server's installation is damaged");
        }
    }

    /** A file of the operator's, in the form of {@code application.yaml}. */
    static SettingsSource file(String file) {
        try (var yaml = Files.newInputStream(Path.of(file))) {
            return new SettingsSource(file, FlatYaml.read(yaml));
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
            case "environment" -> EnvironmentNames.naming(key);
            case "system property" -> "the system property " + key;
            default -> key + " in " + name;
        };
    }
}
