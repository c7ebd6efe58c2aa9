package dev.interlace.maven;

import dev.interlace.maven.resolver.Coordinate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which artifacts the kernel itself has on its class path. */
final class KernelJars {
    private KernelJars() {}

    /** The version of {@code wanted} that {@code kernel} brings; empty where it brings none. */
    static Optional<String> version(@Nullable ClassLoader kernel, Coordinate wanted) {
        if (kernel == null || !wanted.classifier().isEmpty()) {
            return Optional.empty();
        }
        URL description =
                kernel.getResource("META-INF/maven/" + wanted.group() + "/" + wanted.artifact() + "/pom.properties");
        if (description == null) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = description.openStream()) {
            properties.load(in);
        } catch (IOException e) {
            return Optional.empty();
        }
        String version = properties.getProperty("version", "");
        // a jar that packs others keeps their descriptions, but not always their classes
        boolean itsOwn = description.getPath().contains("/" + wanted.artifact() + "-" + version + ".jar!");
        return itsOwn ? Optional.of(version) : Optional.empty();
    }
}
