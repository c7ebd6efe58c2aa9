package dev.interlace.maven.resolver;

import java.nio.file.Path;
import java.util.List;

/** Finds artifacts and what they need. */
public interface Resolver {
    /** The files for {@code request}, in class path order; throws {@link UnresolvedException} where one is missing. */
    List<Resolved> resolve(Request request, Listener listener);

    /**
     * The dependencies of a POM, with its parents and properties applied.
     *
     * @param pom the file
     * @param request where to look for its parents
     */
    Pom read(Path pom, Request request, Listener listener);

    /**
     * A file that was found.
     *
     * @param coordinate what it is
     * @param file where it is now
     * @param repository id of the repository that it came from; empty where that is unknown
     */
    record Resolved(Coordinate coordinate, Path file, String repository) {}

    /**
     * What a POM declares.
     *
     * @param dependencies what it needs, of any scope
     * @param managed versions of its {@code dependencyManagement}
     * @param repositories its own repositories
     */
    record Pom(List<Requested> dependencies, List<Requested> managed, List<Repository> repositories) {}

    /** Receives downloads as they begin and end; called by several threads. */
    interface Listener {
        /** {@code bytes} of the file of that name have arrived. */
        void downloading(String file, long bytes);

        /** The file of that name has arrived. */
        void downloaded(String file, long bytes);
    }
}
