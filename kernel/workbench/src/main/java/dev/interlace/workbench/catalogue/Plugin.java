package dev.interlace.workbench.catalogue;

import dev.interlace.spi.MethodDescriptor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the registry: a method that can be used, or something that was refused and why.
 *
 * @param id {@code family/name}; for a jar that could not be read its file name
 * @param kinds what it offers; empty for a jar that could not be read
 * @param descriptor what it says of itself; empty for a jar that could not be read
 * @param source where it comes from
 * @param status whether it can be used
 * @param reason why it was refused; empty if it was not
 */
public record Plugin(
        String id,
        Set<PluginKind> kinds,
        Optional<MethodDescriptor<?>> descriptor,
        PluginSource source,
        Status status,
        String reason) {
    /** Whether a plugin can be used. */
    public enum Status {
        ACTIVE,
        REJECTED
    }

    public Plugin {
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /**
     * The part of the id before the slash; {@code experiment} for an experiment, whose id begins like those of the
     * methods that it measures; {@code rejected} for a jar that could not be read.
     */
    public String family() {
        return isExperiment()
                ? "experiment"
                : descriptor.map(MethodDescriptor::family).orElse("rejected");
    }

    /** Whether it measures methods and is none itself. */
    boolean isExperiment() {
        return kinds.equals(Set.of(PluginKind.EXPERIMENT));
    }

    /** The version; empty for a jar that could not be read. */
    public String version() {
        return descriptor.map(MethodDescriptor::version).orElse("");
    }

    /** The kinds in words. */
    String kindWords() {
        return String.join(", ", kinds.stream().map(PluginKind::words).toList());
    }
}
