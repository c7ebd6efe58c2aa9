package dev.interlace.maven.resolver;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where Maven's files are, if not at their usual place.
 *
 * @param settings the user's settings file
 * @param localRepository the folder that keeps what was downloaded; settings say it otherwise
 */
public record MavenHome(Optional<Path> settings, Optional<Path> localRepository) {
    /** Environment variable with the settings file to use. */
    public static final String SETTINGS_VARIABLE = "INTERLACE_MAVEN_SETTINGS";

    /** Environment variable with the local repository to use, for instance one that was brought on a disk. */
    public static final String REPOSITORY_VARIABLE = "INTERLACE_MAVEN_REPOSITORY";

    /** What the environment says, or Maven's own system property for the local repository. */
    public static MavenHome of(Map<String, String> environment) {
        return new MavenHome(
                path(environment.get(SETTINGS_VARIABLE)),
                path(environment.get(REPOSITORY_VARIABLE)).or(() -> path(System.getProperty("maven.repo.local"))));
    }

    private static Optional<Path> path(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isBlank()).map(Path::of);
    }

    /** The settings file to read; it need not exist. */
    public Path settingsFile() {
        return settings.orElse(Path.of(System.getProperty("user.home"), ".m2", "settings.xml"));
    }
}
