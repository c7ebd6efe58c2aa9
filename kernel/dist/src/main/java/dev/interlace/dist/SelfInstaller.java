package dev.interlace.dist;

import dev.interlace.dist.start.Start;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/** Writes the jar that installs itself: {@code java -jar interlace.jar install}. */
record SelfInstaller(String version, Notices notices) {
    /** Writes the jar of {@code platform} into {@code folder}. */
    Path write(Path folder, Platform platform, Map<String, Jars.Content> jars) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("interlace-" + version + "-" + platform.name() + ".jar");
        StringBuilder list = new StringBuilder();
        try (Archive jar = new Archive(file)) {
            jar.add("META-INF/MANIFEST.MF", manifest());
            String start = Start.class.getName().replace('.', '/') + ".class";
            jar.add(start, resource("/" + start));
            for (Map.Entry<String, Jars.Content> content : jars.entrySet()) {
                byte[] bytes = content.getValue().bytes();
                jar.add(Start.CONTENT + content.getKey(), bytes);
                list.append(HexFormat.of().formatHex(Archive.sha256(bytes)))
                        .append(' ')
                        .append(content.getKey())
                        .append('\n');
            }
            jar.add(Start.LIST, list.toString());
            for (Map.Entry<String, byte[]> licence : notices.licences().entrySet()) {
                jar.add("META-INF/" + licence.getKey(), licence.getValue());
            }
            for (Map.Entry<String, byte[]> part : notices.parts().entrySet()) {
                jar.add("META-INF/sbom/" + part.getKey(), part.getValue());
            }
            jar.finish();
        }
        return file;
    }

    private String manifest() {
        return String.join(
                "\r\n",
                "Manifest-Version: 1.0",
                "Main-Class: " + Start.class.getName(),
                "Implementation-Title: Interlace",
                "Implementation-Version: " + version,
                "",
                "");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Start.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the classes; build them again");
            }
            return in.readAllBytes();
        }
    }
}
