package users.shell.repl;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines typed so far, kept from one shell to the next: one entry a line in UTF-8, only added to, so that two shells
 * at once keep the lines of both. Only its owner can read it.
 */
record HistoryFile(Path path) {

    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    /**
     * What a file holds.
     *
     * @param damaged how many lines could not be read
     */
    record Content(List<String> entries, int damaged) {}

    /** The file in the folder for state of the XDG Base Directory Specification; empty without a home. */
    static Optional<HistoryFile> of(Map<String, String> environment) {
        return folder(environment.getOrDefault("XDG_STATE_HOME", ""))
                .or(() -> folder(environment.getOrDefault("HOME", "")).map(home -> home.resolve(".local/state")))
                .map(state -> new HistoryFile(state.resolve("userctl/history")));
    }

    private static Optional<Path> folder(String text) {
        return text.startsWith("/") ? Optional.of(Path.of(text)) : Optional.empty();
    }

    /** Makes the file when it is missing, and reads it. */
    Content open() throws IOException {
        Files.createDirectories(folder(), PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
        append("");
        Files.setPosixFilePermissions(path, OWNER_ALONE);
        var entries = new ArrayList<String>();
        int damaged = 0;
        for (var line : lines(Files.readAllBytes(path))) {
            var entry = decode(line);
            entry.ifPresent(entries::add);
            damaged += entry.isEmpty() ? 1 : 0;
        }
        return new Content(List.copyOf(entries), damaged);
    }

    /** Adds an entry behind those of all shells. */
    void add(String entry) throws IOException {
        var line = entry.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "\n";
        append(isUnfinished() ? "\n" + line : line);
    }

    /** Whether the last line has no end, since a shell could not write all of it. */
    private boolean isUnfinished() throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        } catch (NoSuchFileException e) {
            // Somebody deleted it since: it is made anew.
            return false;
        }
    }

    private void append(String text) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try (var channel = FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Path folder() {
        return requireNonNull(path.toAbsolutePath().getParent());
    }

    private static List<byte[]> lines(byte[] bytes) {
        var lines = new ArrayList<byte[]>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }

    /** Empty when the line is damaged: no shell wrote it so. */
    private static Optional<String> decode(byte[] line) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            boolean showable = !text.isBlank() && text.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c));
            return showable ? Optional.of(unescape(text)) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String unescape(String text) {
        var entry = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                entry.append(
                        switch (escaped) {
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case '\\' -> "\\";
                            default -> "\\" + escaped;
                        });
            } else {
                entry.append(character);
            }
        }
        return entry.toString();
    }
}
