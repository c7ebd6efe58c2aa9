package dev.interlace.workbench.catalogue;

import dev.interlace.spi.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What the manifest of a plugin jar says that it needs, read before a class of it is loaded.
 *
 * @param spi {@code Interlace-Spi}: the range of versions of the plugin interface that it works with, such as
 *     {@code [0.1,0.2)}
 * @param java {@code Interlace-Java}: the lowest feature version of Java, such as {@code 17}
 */
record JarTerms(Optional<String> spi, Optional<String> java) {
    /** Reads a jar's manifest; a jar without one asks for nothing. */
    static JarTerms of(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return new JarTerms(
                    Optional.ofNullable(main.getValue("Interlace-Spi")),
                    Optional.ofNullable(main.getValue("Interlace-Java")));
        }
    }

    /** The version of the plugin interface of this process; empty where its classes lie in no jar. */
    static Optional<String> running() {
        return Optional.ofNullable(Method.class.getPackage().getImplementationVersion());
    }

    /** Refuses what this process cannot run. */
    void check() throws RefusedJarException {
        check(running(), Runtime.version().feature());
    }

    /** Refuses what a process of that plugin interface and Java cannot run. */
    void check(Optional<String> running, int feature) throws RefusedJarException {
        try {
            if (java.isPresent() && Integer.parseInt(java.get().strip()) > feature) {
                throw new RefusedJarException("it needs Java " + java.get().strip() + ", this kernel runs on Java "
                        + feature + ": start the kernel with a newer Java, or build the jar for " + feature);
            }
            if (spi.isPresent()
                    && running.isPresent()
                    && !Version.parse(running.get()).isIn(spi.get())) {
                throw new RefusedJarException(
                        "it was built for versions " + spi.get().strip()
                                + " of the plugin interface, this is version " + running.get()
                                + ": build it against this version of Interlace");
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedJarException("its manifest cannot be read: " + e.getMessage());
        }
    }
}
