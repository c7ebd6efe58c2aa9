package dev.interlace.workbench.catalogue;

import dev.interlace.runtime.PluginMark;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Provenance;
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
 * @param inPlaceOf where the method ships whose id and place it has taken; empty if it has taken none
 * @param faults of its code since it was loaded
 */
public record Plugin(
        String id,
        Set<PluginKind> kinds,
        Optional<MethodDescriptor<?>> descriptor,
        PluginSource source,
        Status status,
        String reason,
        Optional<PluginSource> inPlaceOf,
        Faults faults) {
    /** Whether a plugin can be used. */
    public enum Status {
        ACTIVE,
        REJECTED
    }

    public Plugin {
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** A line that takes no other's place. */
    public Plugin(
            String id,
            Set<PluginKind> kinds,
            Optional<MethodDescriptor<?>> descriptor,
            PluginSource source,
            Status status,
            String reason) {
        this(id, kinds, descriptor, source, status, reason, Optional.empty(), new Faults());
    }

    /** The id as tables say it: with its jar, where it has taken the place of a method that ships. */
    public String named() {
        return inPlaceOf.isEmpty() ? id : id + " (" + source.words() + ")";
    }

    /** Whether it can be used, and why not, as lists say it. */
    String state() {
        String quarantine = faults.words();
        if (status == Status.REJECTED) {
            return "REJECTED: " + reason;
        }
        return quarantine.isEmpty() ? "ACTIVE" : "QUARANTINED: " + quarantine;
    }

    /** The code that it comes from, as a provenance says it. */
    public Provenance.Code code() {
        return new Provenance.Code(
                source.name(), source.sha256().orElse(""), JarTerms.running().orElse(""));
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

    /** Which build of which method it is, for the file of a model or a pipeline. */
    public PluginMark mark() {
        return new PluginMark(id, version(), source.name(), source.sha256().orElse(""));
    }

    /** The kinds in words. */
    String kindWords() {
        return String.join(", ", kinds.stream().map(PluginKind::words).toList());
    }
}
