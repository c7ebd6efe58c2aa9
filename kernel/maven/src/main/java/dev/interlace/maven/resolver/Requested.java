package dev.interlace.maven.resolver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A dependency as it is declared.
 *
 * @param coordinate what is needed
 * @param scope its Maven scope
 * @param exclusions {@code group:artifact} of what it must not bring; {@code *} stands for any
 * @param systemPath its file, for the scope {@code system}
 */
public record Requested(Coordinate coordinate, String scope, List<String> exclusions, Optional<Path> systemPath) {
    public Requested {
        exclusions = List.copyOf(exclusions);
    }

    /** What a user types: with everything that it brings. */
    public static Requested of(Coordinate coordinate) {
        return new Requested(coordinate, "compile", List.of(), Optional.empty());
    }
}
