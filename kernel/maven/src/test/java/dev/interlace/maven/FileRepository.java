package dev.interlace.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A remote repository in a folder, whose artifacts are compiled on the spot. */
record FileRepository(Path folder) {
    String url() {
        return folder.toUri().toString();
    }

    /**
     * Adds an artifact of the group {@code test} with the class {@code test.<Name>}, whose text() tells its version.
     */
    FileRepository with(String artifact, String version, String... needed) {
        try {
            Path place = Files.createDirectories(folder.resolve("test/" + artifact + "/" + version));
            String file = artifact + "-" + version;
            Files.writeString(place.resolve(file + ".pom"), pom(artifact, version, List.of(needed)));
            jar(place.resolve(file + ".jar"), artifact, version);
            checksum(place.resolve(file + ".pom"));
            checksum(place.resolve(file + ".jar"));
            return this;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checksum(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
        Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(hash));
    }

    /** Lets the POM of an artifact that is there name another repository. */
    FileRepository naming(String artifact, String version, String id, String url) {
        Path pom = folder.resolve("test/" + artifact + "/" + version + "/" + artifact + "-" + version + ".pom");
        try {
            String place = "<repositories><repository><id>" + id + "</id><url>" + url
                    + "</url></repository></repositories></project>";
            Files.writeString(pom, Files.readString(pom).replace("</project>", place));
            checksum(pom);
            return this;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a POM without a jar. */
    FileRepository withPomOnly(String artifact, String version, String... needed) {
        with(artifact, version, needed);
        try {
            Files.delete(folder.resolve("test/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pom(String artifact, String version, List<String> needed) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>" + artifact
                + "</artifactId><version>" + version + "</version><dependencies>"
                + needed.stream()
                        .map(one -> one.split(":", -1))
                        .map(one -> "<dependency><groupId>test</groupId><artifactId>" + one[0]
                                + "</artifactId><version>" + one[1] + "</version></dependency>")
                        .collect(Collectors.joining())
                + "</dependencies></project>";
    }

    private static void jar(Path jar, String artifact, String version) throws IOException {
        String type = Character.toUpperCase(artifact.charAt(0)) + artifact.substring(1);
        Path classes = Files.createTempDirectory("classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///test/" + type + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return "package test; public class " + type + " { public static String text() { return \""
                                + artifact + " " + version + "\"; } }";
                    }
                };
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none", "--release", "17"),
                        null,
                        List.of(source))
                .call();
        if (!compiled) {
            throw new IllegalStateException("cannot compile " + type);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new JarEntry("test/" + type + ".class"));
            zip.write(Files.readAllBytes(classes.resolve("test/" + type + ".class")));
        }
    }
}
