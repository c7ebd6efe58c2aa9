package dev.interlace.workbench.catalogue;

import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.catalogue.Discovery.Candidate;
import dev.interlace.workbench.catalogue.Discovery.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a registry shows and finds, computed again after each change: which of several methods of one id is used.
 *
 * @param plugins the lines, active or rejected
 * @param warnings what the user should know
 * @param active the usable methods of each kind, by id
 */
record Contents(List<Plugin> plugins, List<String> warnings, Map<PluginKind, Map<String, Found<Method<?>>>> active) {
    /** Nothing. */
    static final Contents NONE = new Contents(List.of(), List.of(), Map.of());

    /** The contents of all that was found. */
    static Contents of(List<Discovery> all) {
        List<Candidate> candidates = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        all.forEach(discovery -> {
            candidates.addAll(discovery.candidates());
            failures.addAll(discovery.failures());
        });
        candidates.sort(PREFERENCE);
        Map<PluginKind, Map<String, Candidate>> winners = new EnumMap<>(PluginKind.class);
        Map<List<Object>, Lines> lines = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Candidate winner = winners.computeIfAbsent(candidate.kind(), kind -> new TreeMap<>())
                    .computeIfAbsent(candidate.descriptor().id(), id -> candidate);
            String reason = winner.equals(candidate) ? "" : hidden(candidate, winner);
            if (!reason.isEmpty()) {
                warnings.add(candidate.descriptor().id() + ": " + reason);
            }
            MethodDescriptor<?> descriptor = candidate.descriptor();
            lines.computeIfAbsent(
                            List.of(
                                    descriptor.id(),
                                    descriptor.version(),
                                    descriptor.optionsType(),
                                    candidate.source(),
                                    reason),
                            key -> new Lines(
                                    candidate,
                                    reason,
                                    EnumSet.noneOf(PluginKind.class),
                                    shipped(candidate, candidates)))
                    .kinds
                    .add(candidate.kind());
        }
        List<Plugin> plugins = new ArrayList<>();
        Map<PluginKind, Map<String, Found<Method<?>>>> active = new EnumMap<>(PluginKind.class);
        lines.values().forEach(line -> plugins.add(line.plugin()));
        winners.forEach((kind, byId) ->
                byId.forEach((id, winner) -> active.computeIfAbsent(kind, key -> new TreeMap<>())
                        .put(id, new Found<>(lineOf(plugins, winner), winner.method()))));
        failures.forEach(failure -> plugins.add(new Plugin(
                failure.name(),
                Set.of(),
                Optional.empty(),
                failure.source(),
                Plugin.Status.REJECTED,
                failure.reason())));
        plugins.sort(Comparator.comparing((Plugin plugin) -> plugin.descriptor().isEmpty())
                .thenComparing(Plugin::isExperiment)
                .thenComparing(Plugin::id)
                .thenComparing(Plugin::status));
        return new Contents(List.copyOf(plugins), warnings.stream().distinct().toList(), active);
    }

    /** The method that is used under the kind and id of a candidate. */
    Optional<Found<Method<?>>> used(Candidate candidate) {
        return Optional.ofNullable(active.getOrDefault(candidate.kind(), Map.of())
                .get(candidate.descriptor().id()));
    }

    /** One line of the registry in the making. */
    private record Lines(
            Candidate candidate, String reason, EnumSet<PluginKind> kinds, Optional<PluginSource> shipped) {
        Plugin plugin() {
            return new Plugin(
                    candidate.descriptor().id(),
                    kinds,
                    Optional.of(candidate.descriptor()),
                    candidate.source(),
                    reason.isEmpty() ? Plugin.Status.ACTIVE : Plugin.Status.REJECTED,
                    reason,
                    reason.isEmpty() ? shipped : Optional.empty(),
                    candidate.faults());
        }
    }

    /** Where the method ships that a candidate from outside would take the place of. */
    private static Optional<PluginSource> shipped(Candidate candidate, List<Candidate> all) {
        return candidate.source().isForeign()
                ? all.stream()
                        .filter(other -> !other.source().isForeign()
                                && other.kind() == candidate.kind()
                                && other.descriptor()
                                        .id()
                                        .equals(candidate.descriptor().id())
                                && other.method().getClass()
                                        != candidate.method().getClass())
                        .findFirst()
                        .map(Candidate::source)
                : Optional.empty();
    }

    private static Plugin lineOf(List<Plugin> plugins, Candidate winner) {
        return plugins.stream()
                .filter(plugin -> plugin.status() == Plugin.Status.ACTIVE
                        && plugin.kinds().contains(winner.kind())
                        && plugin.id().equals(winner.descriptor().id())
                        && plugin.source().equals(winner.source()))
                .findFirst()
                .orElseThrow();
    }

    /** Of one id the first wins. */
    private static final List<PluginSource.Origin> RANKS = List.of(
            PluginSource.Origin.CELL,
            PluginSource.Origin.REPLACEMENT,
            PluginSource.Origin.BUILT_IN,
            PluginSource.Origin.ADDED);

    private static final Comparator<Candidate> PREFERENCE = Comparator.comparing(
                    (Candidate candidate) -> RANKS.indexOf(candidate.source().origin()))
            .thenComparing(candidate -> Version.parse(candidate.descriptor().version()), Comparator.reverseOrder())
            .thenComparing(candidate -> candidate.source().name())
            .thenComparing(
                    candidate -> String.valueOf(candidate.source().location().orElse(Path.of(""))))
            .thenComparing(candidate -> candidate.method().getClass().getName());

    private static String hidden(Candidate loser, Candidate winner) {
        if (winner.source().origin() == PluginSource.Origin.CELL) {
            return "version " + loser.descriptor().version() + " from "
                    + loser.source().name() + " is replaced by "
                    + Reasons.nameOf(winner.method().getClass()) + " of a cell";
        }
        if (loser.source().origin() == PluginSource.Origin.ADDED
                && winner.source().origin() == PluginSource.Origin.BUILT_IN) {
            return "the id belongs to a method that ships; give it an id of its own, or say %plugin add --replace "
                    + loser.source().name() + " to use it in that one's place";
        }
        String by = "version " + winner.descriptor().version() + " from "
                + winner.source().name();
        return loser.descriptor().version().equals(winner.descriptor().version())
                ? "the same version " + loser.descriptor().version() + " comes from "
                        + winner.source().name() + " too, which is used; raise the version in "
                        + loser.source().name() + " to replace it"
                : "version " + loser.descriptor().version() + " from "
                        + loser.source().name() + " is hidden by " + by;
    }
}
