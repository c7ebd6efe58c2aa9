package dev.interlace.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The jars of a run folder as one platform needs them. */
final class Jars {
    /** One jar holds ONNX Runtime's native code for all systems, with 305 MB of debugging symbols. */
    private static final String ONNX = "onnxruntime-";

    private static final String ONNX_NATIVE = "ai/onnxruntime/native/";

    private Jars() {}

    /** What a file of a distribution holds. */
    interface Content {
        byte[] bytes() throws IOException;
    }

    /**
     * The files of a kernel, by their path in its folder: {@code lib} and {@code testkit}.
     *
     * @param run the run folder that the build assembles
     * @param natives a folder with native code of other platforms; it need not be there
     * @throws IOException if native code of that platform is missing
     */
    static Map<String, Content> of(Path run, Path natives, Platform platform) throws IOException {
        Map<String, Content> files = new TreeMap<>();
        Set<String> own = new LinkedHashSet<>();
        for (Path jar : jars(run.resolve("lib"))) {
            String name = String.valueOf(jar.getFileName());
            switch (platform.use(jar)) {
                case HERE -> own.add(kind(name));
                case ELSEWHERE -> {
                    continue;
                }
                case EVERYWHERE -> {}
            }
            files.put("lib/" + name, name.startsWith(ONNX) ? () -> onnx(jar, platform) : () -> Files.readAllBytes(jar));
        }
        for (Path jar : Files.isDirectory(natives) ? jars(natives) : java.util.List.<Path>of()) {
            String name = String.valueOf(jar.getFileName());
            if (platform.use(jar) == Platform.Use.HERE && own.add(kind(name))) {
                files.put("lib/" + name, () -> Files.readAllBytes(jar));
            }
        }
        for (String kind : java.util.List.of("nd4j", "openblas", "javacpp")) {
            if (!own.contains(kind)) {
                throw new IOException("native code of " + kind + " for " + platform.name() + " is neither in "
                        + run.resolve("lib") + " nor in " + natives + "; build with -Pdist,all-platforms");
            }
        }
        for (Path jar : jars(run.resolve("testkit"))) {
            files.put("testkit/" + jar.getFileName(), () -> Files.readAllBytes(jar));
        }
        return files;
    }

    private static String kind(String jar) {
        return jar.substring(0, jar.indexOf('-'));
    }

    private static java.util.List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** ONNX Runtime with the native code of one platform, and without debugging symbols. */
    private static byte[] onnx(Path jar, Platform platform) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(jar);
                ZipInputStream from = new ZipInputStream(in);
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                String name = entry.getName();
                boolean code = name.startsWith(ONNX_NATIVE);
                if (code && (!name.startsWith(ONNX_NATIVE + platform.onnx() + "/") || isSymbols(name))) {
                    continue;
                }
                ZipEntry kept = new ZipEntry(name);
                kept.setTime(entry.getTime());
                to.putNextEntry(kept);
                from.transferTo(to);
                to.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isSymbols(String name) {
        return name.endsWith(".pdb") || name.contains(".dSYM/");
    }
}
