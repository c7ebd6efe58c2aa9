package dev.interlace.maven.resolver;

import java.util.List;

/**
 * An artifact by name.
 *
 * @param group its group
 * @param artifact its name in the group
 * @param extension ending of its file, {@code jar} as a rule
 * @param classifier which of several files of one version; empty for the main one
 * @param version its version, or a range
 */
public record Coordinate(String group, String artifact, String extension, String classifier, String version) {
    private static final String JAR = "jar";

    public Coordinate {
        if (group.isBlank() || artifact.isBlank() || extension.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a coordinate must have a group, an artifact and a version, got '"
                    + group + ":" + artifact + ":" + version + "'");
        }
    }

    /** Reads {@code group:artifact[:packaging[:classifier]]:version}. */
    public static Coordinate parse(String text) {
        List<String> parts = List.of(text.strip().split(":", -1));
        if (parts.size() < 3 || parts.size() > 5 || parts.contains("")) {
            throw new IllegalArgumentException(
                    "a coordinate must be group:artifact[:packaging[:classifier]]:version, got '" + text + "'");
        }
        return new Coordinate(
                parts.get(0),
                parts.get(1),
                parts.size() > 3 ? parts.get(2) : JAR,
                parts.size() > 4 ? parts.get(3) : "",
                parts.get(parts.size() - 1));
    }

    /** The coordinate without its version: what a class path can hold once. */
    public String key() {
        return group + ":" + artifact + (extension.equals(JAR) && classifier.isEmpty() ? "" : ":" + extension)
                + (classifier.isEmpty() ? "" : ":" + classifier);
    }

    @Override
    public String toString() {
        return key() + ":" + version;
    }
}
