package dev.interlace.workbench.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which plugin jars may run. A plugin runs with all rights of the user, so a jar that merely lies in a {@code plugins}
 * folder beside a notebook runs only after consent, which is remembered by the digest of the jar.
 *
 * <ul>
 *   <li>{@link Policy#OPEN}: every jar in a plugins folder runs.
 *   <li>{@link Policy#ASK}: a jar in a plugins folder runs once it was allowed on this machine; one that is added by a
 *       call is allowed by that.
 *   <li>{@link Policy#LOCKED}: only jars whose digest stands in a lock file run, however they are added; for machines
 *       that several people use.
 * </ul>
 *
 * @param policy the rule
 * @param file holds the digests: those that were allowed, or those of the lock
 * @param own folders that the user has named or keeps at home, whose jars need no consent
 */
public record PluginTrust(Policy policy, Path file, List<Path> own) {
    /** The environment variable that chooses {@code open} or {@code ask}. */
    public static final String POLICY = "INTERLACE_PLUGINS_POLICY";

    /** The environment variable that names a lock file, whose jars alone run. */
    public static final String LOCK = "INTERLACE_PLUGINS_LOCK";

    private static final String SUM = "[0-9a-f]{64}";

    /** A rule by which jars may run. */
    public enum Policy {
        OPEN,
        ASK,
        LOCKED
    }

    public PluginTrust {
        own = List.copyOf(own);
    }

    /** The trust of a process with that environment, and with folders of its own. */
    public static PluginTrust of(Map<String, String> environment, List<Path> own) {
        String lock = environment.getOrDefault(LOCK, "");
        if (!lock.isBlank()) {
            return new PluginTrust(Policy.LOCKED, Path.of(lock), own);
        }
        String home = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config = home.isBlank() ? Path.of(System.getProperty("user.home", "."), ".config") : Path.of(home);
        Path allowed = config.resolve("interlace").resolve("plugins.allowed");
        String policy = environment.getOrDefault(POLICY, "").strip().toUpperCase(Locale.ROOT);
        if (!policy.isEmpty() && !policy.equals("OPEN") && !policy.equals("ASK")) {
            throw new IllegalArgumentException(
                    POLICY + " must be open or ask, got '" + policy + "'; " + LOCK + " names the file of a lock");
        }
        return new PluginTrust(policy.equals("OPEN") ? Policy.OPEN : Policy.ASK, allowed, own);
    }

    /** A trust that refuses nothing. */
    public static PluginTrust open() {
        return new PluginTrust(Policy.OPEN, Path.of(""), List.of());
    }

    /**
     * Why a jar may not run; empty where it may.
     *
     * @param digests of the jar, or of each jar of the folder
     * @param asked whether the user has added it by a call
     */
    Optional<String> refusal(PluginSource source, List<String> digests, boolean asked) {
        boolean near = asked
                || source.location()
                        .filter(path -> own.stream().anyMatch(path::startsWith))
                        .isPresent();
        if (policy == Policy.OPEN || (policy == Policy.ASK && near)) {
            return Optional.empty();
        }
        Map<String, String> known = known();
        String whole = source.sha256().orElse("");
        if (known.containsKey(whole) || known.keySet().containsAll(digests)) {
            return Optional.empty();
        }
        return Optional.of(
                policy == Policy.LOCKED
                        ? locked(source, whole, known)
                        : "it lies in a plugins folder and was not allowed on this machine: a plugin runs with all your"
                                + " rights, so look where it comes from, then run %plugin allow " + source.name());
    }

    private String locked(PluginSource source, String whole, Map<String, String> known) {
        String called = source.fetched().orElse(source.name());
        return known.entrySet().stream()
                .filter(line -> line.getValue().equals(called))
                .findFirst()
                .map(line -> "the lock of this machine has " + called + " with the SHA-256 " + line.getKey()
                        + ", but what came has " + whole + ": it is another jar; ask who keeps " + file)
                .orElse("this machine runs only the plugins of its lock, and its SHA-256 " + whole
                        + " is not among them: ask who keeps " + file + " for the line '" + whole + "  " + called
                        + "'");
    }

    /** The rule in words. */
    String rule() {
        return switch (policy) {
            case OPEN -> "Every jar of a plugins folder runs";
            case ASK ->
                "A jar that lies in a plugins folder beside a notebook runs once it was allowed; " + known().size()
                        + " are, in " + file;
            case LOCKED ->
                "Only the plugins of this machine's lock run, however they are added: " + known().size() + " in " + file
                        + (Files.isRegularFile(file) ? "" : ", which is not there");
        };
    }

    /** Remembers that a jar may run. */
    void allow(PluginSource source) {
        if (policy == Policy.LOCKED) {
            throw new IllegalArgumentException(
                    "this machine runs only the plugins of its lock, which a notebook cannot change: ask who keeps "
                            + file);
        }
        String line = source.sha256()
                        .orElseThrow(() -> new IllegalArgumentException(
                                source.name() + " could not be read, so there is nothing to allow"))
                + "  " + source.fetched().orElse(source.name()) + "\n";
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the consent cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    /** What stands beside each digest of the file: a name, a URL or coordinates. */
    private Map<String, String> known() {
        Map<String, String> sums = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            try {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    String[] words = line.strip().split("\\s+", 2);
                    String sum = words[0].toLowerCase(Locale.ROOT);
                    if (sum.matches(SUM)) {
                        sums.put(sum, words.length > 1 ? words[1] : "");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the list of plugins " + file + " cannot be read", e);
            }
        }
        return sums;
    }
}
