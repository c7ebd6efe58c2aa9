package dev.interlace.jupyter.jars;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name and version in the name of a jar's file, as Maven and others write it.
 *
 * @param name the library
 * @param version its version, with a classifier where there is one; empty where the name has none
 */
record JarName(String name, String version) {
    private static final Pattern VERSIONED = Pattern.compile("(.+?)-(\\d.*)");
    private static final String JAR = ".jar";

    /** The name of {@code jar}. */
    static JarName of(Path jar) {
        String file = String.valueOf(jar.getFileName());
        String bare = file.endsWith(JAR) ? file.substring(0, file.length() - JAR.length()) : file;
        Matcher versioned = VERSIONED.matcher(bare);
        return versioned.matches() ? new JarName(versioned.group(1), versioned.group(2)) : new JarName(bare, "");
    }

    /** Whether this version is newer than {@code other}'s, by its numbers, roughly as Maven compares them. */
    boolean isNewerThan(JarName other) {
        List<String> mine = List.of(version.split("[.-]", -1));
        List<String> others = List.of(other.version.split("[.-]", -1));
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            int difference = compare(mine.get(i), others.get(i));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return mine.size() > others.size();
    }

    private static int compare(String a, String b) {
        boolean numbers = a.matches("\\d{1,9}") && b.matches("\\d{1,9}");
        return numbers ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : a.compareTo(b);
    }

    @Override
    public String toString() {
        return version.isEmpty() ? name : name + " " + version;
    }
}
