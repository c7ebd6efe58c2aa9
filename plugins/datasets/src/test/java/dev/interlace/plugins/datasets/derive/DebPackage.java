package dev.interlace.plugins.datasets.derive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A package as {@code apt-get download} leaves it. It is opened by Debian's own {@code dpkg-deb}, which a machine that
 * can fetch it has.
 *
 * @param name the package
 * @param version its version
 * @param sha256 the file's checksum, 64 lower-case hexadecimal digits
 */
record DebPackage(String name, String version, String sha256) {
    /** The file's name, as {@code apt-get download} writes it. */
    String file() {
        return name + "_" + version + "_all.deb";
    }

    /** The wanted files, by their path below the root folder, e.g. {@code usr/share/doc}. */
    PackageContent content(Path folder, Predicate<String> wanted) throws IOException {
        new PackageFile(file(), sha256, "apt-get download " + name + "=" + version).read(folder);
        Process process = new ProcessBuilder(List.of(
                        "dpkg-deb", "--fsys-tarfile", folder.resolve(file()).toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream tar = process.getInputStream()) {
            Map<String, byte[]> files = new TarArchive(file(), "./").read(tar, wanted);
            tar.transferTo(OutputStream.nullOutputStream());
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("dpkg-deb ended with status " + status + " on " + file());
            }
            return new PackageContent(file(), files);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + file(), e);
        }
    }
}
