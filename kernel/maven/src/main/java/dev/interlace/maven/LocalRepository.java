package dev.interlace.maven;

import dev.interlace.maven.resolver.MavenHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Completes coordinates from what has been downloaded before; it never asks the network. */
final class LocalRepository {
    private static final Pattern SETTING = Pattern.compile("<localRepository>\\s*([^<$]+?)\\s*</localRepository>");
    private static final int LIMIT = 200;

    private final Path folder;

    LocalRepository(MavenHome home) {
        folder = home.localRepository().orElseGet(() -> fromSettings(home.settingsFile()));
    }

    private static Path fromSettings(Path settings) {
        try {
            Matcher setting = SETTING.matcher(Files.isRegularFile(settings) ? Files.readString(settings) : "");
            if (setting.find()) {
                return Path.of(setting.group(1));
            }
        } catch (IOException e) {
            // settings that cannot be read make %maven fail; completion has no place to say it
        }
        return Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    /** Coordinates that begin with {@code prefix}, up to the next colon or point. */
    List<String> complete(String prefix) {
        String[] parts = prefix.split(":", -1);
        return switch (parts.length) {
            case 1 -> groups(parts[0]);
            case 2 ->
                folders(group(parts[0]), parts[1])
                        .filter(this::isArtifact)
                        .map(name -> parts[0] + ":" + name.getFileName() + ":")
                        .toList();
            case 3 ->
                folders(group(parts[0]).resolve(parts[1]), parts[2])
                        .filter(LocalRepository::holdsJar)
                        .map(name -> parts[0] + ":" + parts[1] + ":" + name.getFileName())
                        .toList();
            default -> List.of();
        };
    }

    private Path group(String name) {
        return folder.resolve(name.replace('.', '/'));
    }

    private List<String> groups(String prefix) {
        int point = prefix.lastIndexOf('.');
        String parent = point < 0 ? "" : prefix.substring(0, point + 1);
        return folders(group(parent), prefix.substring(point + 1))
                .flatMap(found -> Stream.of(isGroup(found) ? ":" : "", holdsGroups(found) ? "." : "")
                        .filter(end -> !end.isEmpty())
                        .map(end -> parent + found.getFileName() + end))
                .toList();
    }

    private boolean holdsGroups(Path found) {
        return !folders(found, "").allMatch(this::isArtifact);
    }

    private boolean isGroup(Path found) {
        return folders(found, "").anyMatch(this::isArtifact);
    }

    private boolean isArtifact(Path found) {
        return folders(found, "").anyMatch(LocalRepository::holdsPom);
    }

    private static boolean holdsPom(Path version) {
        return Files.isRegularFile(version.resolve(file(version) + ".pom")) || holdsJar(version);
    }

    private static boolean holdsJar(Path version) {
        return Files.isRegularFile(version.resolve(file(version) + ".jar"));
    }

    private static String file(Path version) {
        Path artifact = version.getParent();
        return (artifact == null ? "" : artifact.getFileName()) + "-" + version.getFileName();
    }

    private static Stream<Path> folders(Path parent, String prefix) {
        try (Stream<Path> files = Files.list(parent)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix) && Files.isDirectory(file))
                    .sorted()
                    .limit(LIMIT)
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
