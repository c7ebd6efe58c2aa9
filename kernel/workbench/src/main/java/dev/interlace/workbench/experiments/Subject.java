package dev.interlace.workbench.experiments;

import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.FusionHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The method that an experiment measures, of whatever kind it is.
 *
 * @param plugin its line in the registry
 * @param options what was given; the rest is by default
 * @param seed the first of the seeds
 * @param fusion the method with its members of choice and added losses, where it is a fusion method
 */
public record Subject(Plugin plugin, Map<String, ?> options, long seed, Optional<FusionHandle> fusion) {
    public Subject {
        options = Map.copyOf(options);
    }

    /** A method by default. */
    public static Subject of(Plugin plugin, long seed) {
        return new Subject(plugin, Map.of(), seed, Optional.empty());
    }

    /** A fusion method with its options. */
    public static Subject of(FusionHandle fit) {
        return new Subject(fit.found().plugin(), fit.options(), fit.seed(), Optional.of(fit));
    }

    /** An alignment method with its options. */
    public static Subject of(AlignmentHandle fit) {
        return new Subject(fit.found().plugin(), fit.options(), fit.seed(), Optional.empty());
    }

    /** The id of the method. */
    public String id() {
        return plugin.id();
    }

    /** The id of the method and the options that were given. */
    public String name() {
        return fusion.map(FusionHandle::name)
                .orElseGet(() -> options.isEmpty() ? id() : id() + " " + new TreeMap<>(options));
    }

    /** What the method says of itself. */
    public List<Claim> claims() {
        Optional<MethodDescriptor<?>> own =
                fusion.isPresent() ? fusion.map(fit -> fit.found().method().descriptor()) : plugin.descriptor();
        return own.map(MethodDescriptor::claims).orElse(List.of());
    }

    /** The claim that names the experiment, or its question itself where there is none. */
    Claim claim(String experiment, String question) {
        return claims().stream()
                .filter(one -> one.experiment().equals(experiment))
                .findFirst()
                .orElseGet(() -> Claim.pro(
                        id() + " says nothing of this; " + question,
                        experiment,
                        "better than what it is compared with"));
    }
}
