package dev.interlace.dist;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.install.Installer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A wheel that brings the whole kernel: pip puts the kernelspec, the jars and {@code launch.py} into the data folder of
 * its environment, where Jupyter looks for kernels.
 *
 * @param version of the kernel
 * @param scripts the folder of the Python sources, {@code src/main/python}
 * @param translator the module that lets papermill write Java
 * @param notices licences and parts
 */
record Wheel(String version, Path scripts, Path translator, Notices notices) {
    private static final String PACKAGE = "interlace_kernel";

    /** Writes the wheel of {@code platform} into {@code folder}. */
    Path write(Path folder, Platform platform, Map<String, Jars.Content> jars) throws IOException {
        Files.createDirectories(folder);
        String named = PACKAGE + "-" + version;
        String spec = named + ".data/data/share/jupyter/kernels/interlace/";
        String info = named + ".dist-info/";
        String tag = "py3-none-" + platform.tag();
        Path file = folder.resolve(named + "-" + tag + ".whl");
        StringBuilder record = new StringBuilder();
        try (Archive wheel = new Archive(file)) {
            for (String script : List.of("__init__.py", "__main__.py")) {
                String name = PACKAGE + "/" + script;
                put(wheel, record, name, Files.readAllBytes(scripts.resolve(name)));
            }
            put(wheel, record, "interlace_papermill.py", Files.readAllBytes(translator));
            put(wheel, record, spec + "launch.py", Files.readAllBytes(scripts.resolve("launch.py")));
            put(wheel, record, spec + "kernel.json", utf8(kernelspec()));
            for (Map.Entry<String, byte[]> resource : Installer.resources().entrySet()) {
                put(wheel, record, spec + resource.getKey(), resource.getValue());
            }
            for (Map.Entry<String, Jars.Content> jar : jars.entrySet()) {
                put(wheel, record, spec + jar.getKey(), jar.getValue().bytes());
            }
            put(wheel, record, info + "METADATA", utf8(metadata()));
            put(wheel, record, info + "WHEEL", utf8(wheel(tag)));
            put(wheel, record, info + "entry_points.txt", utf8(entryPoints()));
            for (Map.Entry<String, byte[]> licence : notices.licences().entrySet()) {
                put(wheel, record, info + "licenses/" + licence.getKey(), licence.getValue());
            }
            for (Map.Entry<String, byte[]> part : notices.parts().entrySet()) {
                put(wheel, record, info + "sboms/" + part.getKey(), part.getValue()); // the place that PEP 770 gives it
            }
            wheel.add(info + "RECORD", record + info + "RECORD,,\n");
            wheel.finish();
        }
        return file;
    }

    private static void put(Archive wheel, StringBuilder record, String name, byte[] bytes) throws IOException {
        String sum = wheel.add(name, bytes);
        record.append(name)
                .append(",sha256=")
                .append(sum)
                .append(',')
                .append(bytes.length)
                .append('\n');
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Jupyter puts its own Python in the place of "python", and the folder of the kernelspec in that of the braces. */
    private static String kernelspec() {
        return InstalledKernel.json(
                List.of("python", "-I", "-S", "{resource_dir}/launch.py", "kernel", "{connection_file}"),
                Installer.DISPLAY_NAME,
                Map.of());
    }

    private String metadata() {
        return """
                Metadata-Version: 2.4
                Name: interlace-kernel
                Version: %s
                Summary: A Java kernel for Jupyter with a workbench for multimodal fusion and alignment
                License-Expression: Apache-2.0
                License-File: LICENSE
                License-File: NOTICE
                Keywords: jupyter,kernel,java,multimodal,fusion,alignment
                Classifier: Framework :: Jupyter
                Classifier: Programming Language :: Java
                Requires-Python: >=3.9
                Description-Content-Type: text/markdown

                `pip install interlace-kernel` gives Jupyter the kernel "Java (Interlace)". It needs a JDK 17 or newer.
                `interlace doctor` says what a machine has and lacks; `interlace clear-cache` before `pip uninstall
                interlace-kernel` removes the class archives that its starts have made.
                """.formatted(version);
    }

    private static String wheel(String tag) {
        return "Wheel-Version: 1.0\nGenerator: interlace\nRoot-Is-Purelib: false\nTag: " + tag + "\n";
    }

    private static String entryPoints() {
        return """
                [console_scripts]
                interlace = interlace_kernel:main

                [papermill.engine]
                interlace = interlace_papermill:NBClientEngine
                """;
    }
}
