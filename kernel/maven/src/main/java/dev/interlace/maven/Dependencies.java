package dev.interlace.maven;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.maven.resolver.Coordinate;
import dev.interlace.maven.resolver.MavenHome;
import dev.interlace.maven.resolver.Repository;
import dev.interlace.maven.resolver.Request;
import dev.interlace.maven.resolver.Request.Network;
import dev.interlace.maven.resolver.Requested;
import dev.interlace.maven.resolver.Resolver;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a notebook has asked Maven for so far.
 *
 * <p>Every call resolves all of it in one request, so that versions are chosen as in one POM. A class path cannot take
 * a jar back: of an artifact that is loaded already, the loaded version stays. A notice says so where another version
 * was asked for, or something needs a newer one.
 */
final class Dependencies {
    private final MavenHome home;
    private final Supplier<Resolver> loader;
    private final Map<String, Requested> wanted = new LinkedHashMap<>();
    private final Map<String, Requested> managed = new LinkedHashMap<>();
    private final Map<String, Repository> repositories = new LinkedHashMap<>();
    private final Map<String, Coordinate> loaded = new LinkedHashMap<>();
    private final Set<String> reported = new HashSet<>();
    private @Nullable Resolver resolver;

    Dependencies(MavenHome home, Supplier<Resolver> loader) {
        this.home = home;
        this.loader = loader;
    }

    /**
     * What one call brought.
     *
     * @param added the files that are new on the class path
     * @param all every file that the notebook's coordinates need
     * @param notices what the user should know
     */
    record Added(List<Resolver.Resolved> added, List<Resolver.Resolved> all, List<String> notices) {}

    /** Adds a repository for this and later calls; one of the same id is replaced. */
    synchronized void add(Repository repository) {
        repositories.put(repository.id(), repository);
    }

    /** The repository that {@code from} names: the id of one that was added, or a URL, which is added. */
    synchronized void addFrom(String from) {
        if (!repositories.containsKey(from)) {
            add(new Repository(idOf(from), from));
        }
    }

    // the id is written to the local repository with each file: the same URL must always get the same one
    private static String idOf(String url) {
        try {
            URI uri = URI.create(url);
            String name = uri.getHost() != null
                    ? uri.getHost()
                    : Optional.ofNullable(uri.getPath()).orElse("").replaceAll(".*/([^/]+)/*$", "$1");
            return "from-" + name.replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--from must be a repository's url or the id of one that was added, got '" + url + "'", e);
        }
    }

    /** The dependencies of a POM file. */
    synchronized Resolver.Pom read(Path pom, Network network, Progress progress) {
        return resolver().read(pom, request(wanted, managed, network), progress);
    }

    /** Resolves {@code more} with all that was asked for before, and puts what is new on the class path. */
    synchronized Added add(
            NotebookSession session,
            List<Requested> more,
            List<Requested> moreManaged,
            Network network,
            Progress progress) {
        List<String> notices = new ArrayList<>();
        Map<String, Requested> all = new LinkedHashMap<>(wanted);
        for (Requested one : more) {
            Optional<Obstacle> obstacle = obstacle(session, one.coordinate());
            obstacle.filter(Obstacle::isOtherVersion).ifPresent(other -> notices.add(other.notice()));
            if (obstacle.isEmpty()) {
                all.put(one.coordinate().key(), one);
            }
        }
        Map<String, Requested> allManaged = new LinkedHashMap<>(managed);
        moreManaged.forEach(one -> allManaged.put(one.coordinate().key(), one));
        List<Resolver.Resolved> found = resolver().resolve(request(all, allManaged, network), progress);
        wanted.putAll(all);
        managed.putAll(allManaged);
        List<Resolver.Resolved> added = new ArrayList<>();
        for (Resolver.Resolved one : found) {
            Optional<Obstacle> obstacle = obstacle(session, one.coordinate());
            obstacle.filter(Obstacle::isOlder)
                    .map(Obstacle::notice)
                    .filter(reported::add)
                    .ifPresent(notices::add);
            if (obstacle.isEmpty() && one.coordinate().extension().equals("jar")) {
                session.addToClassPath(one.file());
                loaded.put(one.coordinate().key(), one.coordinate());
                added.add(one);
            }
        }
        return new Added(added, found, notices);
    }

    /**
     * What stands in the way of an artifact.
     *
     * @param wanted the artifact
     * @param version the version that is there
     * @param reason why that one stays
     */
    private record Obstacle(Coordinate wanted, String version, String reason) {
        boolean isOtherVersion() {
            return !version.equals(wanted.version());
        }

        boolean isOlder() {
            return Versions.isNewer(wanted.version(), version);
        }

        String notice() {
            return wanted + " was not added: " + reason;
        }
    }

    private Optional<Obstacle> obstacle(NotebookSession session, Coordinate wantedOne) {
        Coordinate older = loaded.get(wantedOne.key());
        if (older != null) {
            return Optional.of(new Obstacle(
                    wantedOne,
                    older.version(),
                    "version " + older.version()
                            + " is loaded already, and a class path cannot take a jar back. Restart the"
                            + " kernel to use another version."));
        }
        return KernelJars.version(session.classLoader().getParent(), wantedOne)
                .map(version -> new Obstacle(
                        wantedOne,
                        version,
                        "the kernel itself brings version " + version + ", which cells see first."));
    }

    private Resolver resolver() {
        Resolver known = resolver;
        if (known == null) {
            known = loader.get();
            resolver = known;
        }
        return known;
    }

    private Request request(Map<String, Requested> all, Map<String, Requested> versions, Network network) {
        return new Request(
                List.copyOf(all.values()),
                List.copyOf(versions.values()),
                List.copyOf(repositories.values()),
                home,
                network);
    }
}
