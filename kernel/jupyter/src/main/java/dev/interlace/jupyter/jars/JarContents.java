package dev.interlace.jupyter.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * What one jar holds, by folder: enough to know which jars may hold a class or a resource without opening them.
 *
 * @param jar the jar
 * @param size its length in bytes
 * @param modified when it was written last, in milliseconds since 1970
 * @param keys its folders, each with a slash at the end; files of {@code META-INF}, of {@code META-INF/services} and
 *     outside any folder by their own names, because nearly every jar has those folders
 */
record JarContents(Path jar, long size, long modified, Set<String> keys) {
    private static final String VERSIONS = "META-INF/versions/";

    JarContents {
        keys = Collections.unmodifiableSet(keys);
    }

    /** Reads the directory of {@code jar}. */
    static JarContents read(Path jar) throws IOException {
        BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
        Set<String> keys = new TreeSet<>();
        try (JarFile file = open(jar)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    keys.add(key(unversioned(entry.getName())));
                }
            }
        }
        return new JarContents(jar, now.size(), now.lastModifiedTime().toMillis(), keys);
    }

    /** Opens {@code jar} so that its entries are those for the running version of Java. */
    static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    }

    /** Whether {@code jar} is the file whose contents these are. */
    boolean isCurrent() {
        try {
            BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
            return now.size() == size && now.lastModifiedTime().toMillis() == modified;
        } catch (IOException e) {
            return false;
        }
    }

    /** The key under which a jar says that it may hold {@code entry}. */
    static String key(String entry) {
        int slash = entry.lastIndexOf('/');
        String folder = entry.substring(0, slash + 1);
        return slash < 0 || folder.equals("META-INF/") || folder.equals("META-INF/services/") ? entry : folder;
    }

    // META-INF/versions/11/a/B.class is a/B.class of a newer Java
    private static String unversioned(String entry) {
        if (!entry.startsWith(VERSIONS)) {
            return entry;
        }
        int slash = entry.indexOf('/', VERSIONS.length());
        return slash < 0 ? entry : entry.substring(slash + 1);
    }
}
