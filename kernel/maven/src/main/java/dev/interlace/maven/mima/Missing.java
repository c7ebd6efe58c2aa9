package dev.interlace.maven.mima;

import dev.interlace.maven.resolver.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.jspecify.annotations.Nullable;

/** Tells what could not be found: each coordinate, who needs it, and each repository with its reason. */
final class Missing {
    private final Map<String, Set<String>> reasons = new LinkedHashMap<>();
    private final boolean offline;

    private Missing(Request request) {
        offline = MimaResolver.isOffline(request);
    }

    /** Why {@code request} failed. */
    static String explain(DependencyResolutionException failure, Request request) {
        Missing missing = new Missing(request);
        missing.collect(failure, Optional.ofNullable(failure.getResult().getRoot()));
        return missing.text(failure);
    }

    /** Why {@code pom} could not be read. */
    static String explain(Path pom, ArtifactDescriptorException failure, Request request) {
        Missing missing = new Missing(request);
        missing.collect(failure, Optional.empty());
        return "the POM " + pom.getFileName() + " cannot be used: " + missing.text(failure);
    }

    private String text(Throwable failure) {
        if (reasons.isEmpty()) {
            return innermost(failure);
        }
        List<String> lines = new ArrayList<>();
        reasons.forEach((what, why) -> {
            lines.add("cannot find " + what);
            why.forEach(reason -> lines.add("    " + reason));
        });
        if (offline) {
            lines.add(
                    "Nothing was downloaded, for --offline or Maven's settings forbid it: change that, or bring these into the"
                            + " local repository.");
        }
        return String.join("\n", lines);
    }

    private static String innermost(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            deepest = t;
        }
        return String.valueOf(deepest.getMessage());
    }

    private void collect(Throwable failure, Optional<DependencyNode> root) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ArtifactResolutionException unresolved) {
                unresolved.getResults().stream()
                        .filter(result -> !result.isResolved())
                        .forEach(result -> add(result, root));
                return;
            }
            if (t instanceof ArtifactTransferException transfer) {
                because(name(transfer.getArtifact(), root), transfer);
                return;
            }
            if (t instanceof VersionRangeResolutionException range) {
                range(range);
                return;
            }
        }
    }

    private void add(ArtifactResult result, Optional<DependencyNode> root) {
        String name = name(result.getRequest().getArtifact(), root);
        result.getExceptions().forEach(reason -> because(name, reason));
        if (result.getExceptions().isEmpty()) {
            reasons.computeIfAbsent(name, k -> new LinkedHashSet<>()).add("no repository was asked");
        }
    }

    private void range(VersionRangeResolutionException failure) {
        Artifact artifact = failure.getResult().getRequest().getArtifact();
        Set<String> why =
                reasons.computeIfAbsent(MimaResolver.coordinate(artifact).toString(), k -> new LinkedHashSet<>());
        failure.getResult()
                .getRequest()
                .getRepositories()
                .forEach(repository -> why.add(repository.getId() + ": has no version in that range"));
    }

    private void because(String name, Exception reason) {
        RemoteRepository place = reason instanceof ArtifactTransferException transfer ? transfer.getRepository() : null;
        String id = place == null ? "local repository" : place.getId();
        String why = place != null && place.isBlocked() ? blocked(place) : brief(reason);
        reasons.computeIfAbsent(name, k -> new LinkedHashSet<>()).add(id + ": " + why);
    }

    private static String blocked(RemoteRepository place) {
        return "not asked, for the POM that names " + place.getUrl() + " wants plain http, where anyone on the way can"
                + " change what arrives; if you trust it all the same, %mavenRepo --plain-http " + place.getId() + " "
                + place.getUrl() + " takes it";
    }

    private String brief(Exception reason) {
        if (offline && reason instanceof ArtifactTransferException) {
            return "not asked, and its artifact is not in the local repository";
        }
        for (Throwable t = reason; t != null; t = t.getCause()) {
            if (t instanceof ChecksumFailureException) {
                return t.getMessage() + "; if you trust it all the same, %mavenRepo --no-checksums ID URL takes it";
            }
        }
        return reason instanceof ArtifactNotFoundException ? "not found" : innermost(reason);
    }

    private static String name(Artifact artifact, Optional<DependencyNode> root) {
        String coordinate = MimaResolver.coordinate(artifact).toString();
        List<String> path = new ArrayList<>();
        root.ifPresent(node -> pathTo(artifact, node, path));
        path.remove(coordinate);
        return path.isEmpty() ? coordinate : coordinate + ", needed by " + String.join(" <- ", path);
    }

    // from the artifact up to what the user asked for
    private static boolean pathTo(Artifact wanted, DependencyNode node, List<String> path) {
        @Nullable Artifact here = node.getArtifact();
        boolean found = here != null
                && here.getArtifactId().equals(wanted.getArtifactId())
                && here.getGroupId().equals(wanted.getGroupId());
        for (DependencyNode child : node.getChildren()) {
            found = found || pathTo(wanted, child, path);
        }
        if (found && here != null) {
            path.add(MimaResolver.coordinate(here).toString());
        }
        return found;
    }
}
