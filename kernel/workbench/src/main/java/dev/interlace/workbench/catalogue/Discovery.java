package dev.interlace.workbench.catalogue;

import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found in the class path or in one jar: the good and, beside it, the bad with its reason. One broken provider
 * never hides the next.
 *
 * @param candidates the providers that could be created and described themselves
 * @param failures what could not
 */
record Discovery(List<Candidate> candidates, List<Failure> failures) {
    /** A usable provider. */
    record Candidate(
            PluginKind kind, Method<?> method, MethodDescriptor<?> descriptor, PluginSource source, Faults faults) {}

    /** A provider or a jar that could not be used. */
    record Failure(String name, PluginSource source, String reason) {}

    Discovery {
        candidates = List.copyOf(candidates);
        failures = List.copyOf(failures);
    }

    /** The providers on the kernel's class path. */
    static Discovery ofClassPath(ClassLoader kernel) {
        ProviderSearch search = new ProviderSearch(kernel, Optional.empty());
        search.run();
        return search.found();
    }

    /**
     * A method that was written in a cell, by each kind that it is of.
     *
     * @throws IllegalArgumentException when it is of none or cannot describe itself
     */
    static Discovery ofCell(Method<?> method) {
        ProviderSearch search = new ProviderSearch(Discovery.class.getClassLoader(), Optional.of(PluginSource.cell()));
        for (PluginKind kind : PluginKind.values()) {
            if (kind.service().isInstance(method)) {
                search.describe(kind, method);
            }
        }
        Discovery found = search.found();
        found.failures().stream().findFirst().ifPresent(failure -> {
            throw new IllegalArgumentException(failure.reason());
        });
        if (found.candidates().isEmpty()) {
            throw new IllegalArgumentException(Reasons.nameOf(method.getClass())
                    + " is no plugin: it must implement one of "
                    + Arrays.stream(PluginKind.values())
                            .map(kind -> kind.service().getSimpleName())
                            .collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** Nothing but a failure of the whole source. */
    static Discovery failed(PluginSource source, String reason) {
        return new Discovery(List.of(), List.of(new Failure(source.name(), source, reason)));
    }
}
