package dev.interlace.workbench.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
     * @param asked whether the user has added it by a call
     */
    Optional<String> refusal(PluginSource source, boolean asked) {
        String sum = source.sha256().orElse("");
        boolean near = asked
                || source.location()
                        .filter(path -> own.stream().anyMatch(path::startsWith))
                        .isPresent();
        if (policy == Policy.OPEN || (policy == Policy.ASK && near) || digests().contains(sum)) {
            return Optional.empty();
        }
        return Optional.of(
                policy == Policy.LOCKED
                        ? "this machine runs only the plugins of its lock, and its SHA-256 " + sum
                                + " is not among them: ask who keeps " + file
                        : "it lies in a plugins folder and was not allowed on this machine: a plugin runs with all your"
                                + " rights, so look where it comes from, then run %plugin allow " + source.name());
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
                + "  " + source.name() + "\n";
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

    private Set<String> digests() {
        Set<String> sums = new HashSet<>();
        if (Files.isRegularFile(file)) {
            try {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    String sum = line.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
                    if (sum.matches(SUM)) {
                        sums.add(sum);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the list of plugins " + file + " cannot be read", e);
            }
        }
        return sums;
    }
}
