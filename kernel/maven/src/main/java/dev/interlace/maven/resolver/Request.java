package dev.interlace.maven.resolver;

import java.util.List;

/**
 * All that a notebook needs, in one request: of two versions the one nearest to the top wins, the first of equals.
 *
 * @param wanted what was asked for, in order
 * @param managed versions to use where something else brings the artifact
 * @param repositories places to look in beside those of the settings
 * @param home where Maven's files are
 * @param network whether anything may be downloaded
 */
public record Request(
        List<Requested> wanted,
        List<Requested> managed,
        List<Repository> repositories,
        MavenHome home,
        Network network) {
    public Request {
        wanted = List.copyOf(wanted);
        managed = List.copyOf(managed);
        repositories = List.copyOf(repositories);
    }

    /** Whether anything may be downloaded. */
    public enum Network {
        ONLINE,
        OFFLINE
    }
}
