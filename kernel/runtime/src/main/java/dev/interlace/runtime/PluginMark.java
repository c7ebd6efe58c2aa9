package dev.interlace.runtime;

import dev.interlace.spi.Method;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Which build of which method wrote or reads a file.
 *
 * @param id of the method
 * @param version that it states
 * @param from the name of its jar
 * @param sha256 of that jar in hexadecimal; empty for what ships and for what lies in no jar
 */
public record PluginMark(String id, String version, String from, String sha256) {
    /** The mark of a method by the jar that its class lies in. */
    public static PluginMark of(Method<?> method) {
        Optional<Path> jar = jar(method.getClass());
        String id = method.descriptor().id();
        return new PluginMark(
                id,
                method.descriptor().version(),
                jar.map(Path::getFileName).map(String::valueOf).orElse("the class path"),
                jar.map(PluginMark::digest).orElse(""));
    }

    /**
     * What a reader of a file should know when this wrote it and {@code reader} reads it; empty where both are the same
     * build as far as is known.
     */
    public Optional<String> unlike(PluginMark reader) {
        if (!version.equals(reader.version)) {
            return Optional.of(id + " " + version + " wrote this, " + reader.version
                    + " reads it: its answers may differ; fit again, or use the version that wrote it");
        }
        boolean other = !sha256.isEmpty() && !reader.sha256.isEmpty() && !sha256.equals(reader.sha256);
        return other
                ? Optional.of(id + " " + version + " of another build of its jar wrote this (" + from + ", SHA-256 "
                        + sha256.substring(0, Math.min(12, sha256.length())) + "…), " + reader.from
                        + " reads it: its answers may differ")
                : Optional.empty();
    }

    private static Optional<Path> jar(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code == null || code.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(code.getLocation().toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String digest(Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
