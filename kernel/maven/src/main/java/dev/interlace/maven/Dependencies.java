package dev.interlace.maven;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.jars.ClassPathChange.Wish;
import dev.interlace.maven.resolver.Coordinate;
import dev.interlace.maven.resolver.MavenHome;
import dev.interlace.maven.resolver.Repository;
import dev.interlace.maven.resolver.Request;
import dev.interlace.maven.resolver.Request.Network;
import dev.interlace.maven.resolver.Requested;
import dev.interlace.maven.resolver.Resolver;
import java.io.IOException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a notebook has asked Maven for so far.
 *
 * <p>Every call resolves all of it in one request, so that versions are chosen as in one POM. The version that is asked
 * for wins until a class of another is in use; what is only needed by something gives way to a newer one that is there.
 * A notice says where a version stays that was not asked for.
 */
final class Dependencies {
    private final MavenHome home;
    private final Supplier<Resolver> loader;
    private final Map<String, Requested> wanted = new LinkedHashMap<>();
    private final Map<String, Requested> managed = new LinkedHashMap<>();
    private final Map<String, Repository> repositories = new LinkedHashMap<>();
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
        Map<String, Requested> all = new LinkedHashMap<>(wanted);
        more.forEach(one -> all.put(one.coordinate().key(), one));
        Map<String, Requested> allManaged = new LinkedHashMap<>(managed);
        moreManaged.forEach(one -> allManaged.put(one.coordinate().key(), one));
        List<Resolver.Resolved> found = resolver().resolve(request(all, allManaged, network), progress);
        Set<String> asked = more.stream().map(one -> one.coordinate().key()).collect(Collectors.toSet());
        List<String> notices = new ArrayList<>();
        Set<Resolver.Resolved> added = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (Resolver.Resolved one : jars(found)) {
            String key = one.coordinate().key();
            if (asked.contains(key)) {
                ClassPathChange change = added(session, one, Wish.ASKED);
                change.notice().ifPresent(notices::add);
                if (change.isAdded()) {
                    added.add(one);
                } else if (change.kind() == ClassPathChange.Kind.KEPT) {
                    kept.add(key);
                }
            }
        }
        if (!kept.isEmpty()) { // what is not there must bring nothing, and not choose the versions of later calls
            all.keySet().removeAll(kept);
            found = all.isEmpty() ? List.of() : resolver().resolve(request(all, allManaged, network), progress);
        }
        for (Resolver.Resolved one : jars(found)) {
            if (!asked.contains(one.coordinate().key())) {
                ClassPathChange change = added(session, one, Wish.NEEDED);
                change.notice().filter(reported::add).ifPresent(notices::add);
                if (change.isAdded()) {
                    added.add(one);
                }
            }
        }
        wanted.clear();
        wanted.putAll(all);
        managed.putAll(allManaged);
        return new Added(found.stream().filter(added::contains).toList(), found, notices);
    }

    /** The jars of an artifact and of what it needs, alone; nothing is put on the class path. */
    synchronized List<Path> find(Coordinate coordinate, List<String> without, Progress progress) {
        Requested one = new Requested(coordinate, "compile", without, Optional.empty());
        return jars(resolver().resolve(request(Map.of(coordinate.key(), one), Map.of(), Network.ONLINE), progress))
                .stream()
                .map(Resolver.Resolved::file)
                .toList();
    }

    private static List<Resolver.Resolved> jars(List<Resolver.Resolved> files) {
        return files.stream()
                .filter(one -> one.coordinate().extension().equals("jar"))
                .toList();
    }

    private static ClassPathChange added(NotebookSession session, Resolver.Resolved one, Wish wish) {
        try {
            return session.addToClassPath(one.file(), wish);
        } catch (IOException e) {
            throw new IllegalArgumentException(one.coordinate() + " cannot be added: " + e.getMessage(), e);
        }
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
