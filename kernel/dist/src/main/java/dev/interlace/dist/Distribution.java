package dev.interlace.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes the wheels and jars, the list of their parts, and a file with their SHA-256. */
public final class Distribution {
    private Distribution() {}

    /**
     * Writes what users install.
     *
     * @param arguments version, run folder, folder with native code of other platforms, folder of this module, target
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            throw new IllegalArgumentException(
                    "needs version, run folder, natives, module and target, got " + List.of(arguments));
        }
        Path run = Path.of(arguments[1]);
        Path natives = Path.of(arguments[2]);
        Path module = Path.of(arguments[3]);
        Path target = Path.of(arguments[4]);
        Notices notices = Notices.of(module);
        StringBuilder sums = new StringBuilder();
        for (Platform platform : Files.isDirectory(natives) ? Platform.ALL : List.of(Platform.current())) {
            Map<String, Jars.Content> jars = Jars.of(run, natives, platform);
            for (Path file : List.of(
                    wheel(arguments[0], module).write(target, platform, jars),
                    new SelfInstaller(arguments[0], notices).write(target, platform, jars))) {
                sums.append(sum(file));
                System.out.printf("%s  %d MB%n", file.getFileName(), Files.size(file) / 1_000_000);
            }
        }
        for (Map.Entry<String, byte[]> part : notices.parts().entrySet()) {
            sums.append(sum(Files.write(target.resolve(part.getKey()), part.getValue())));
        }
        Files.writeString(target.resolve("SHA256SUMS"), sums);
    }

    /** A line as sha256sum writes and checks it. */
    private static String sum(Path file) throws IOException {
        return HexFormat.of().formatHex(Archive.sha256(Files.readAllBytes(file))) + "  " + file.getFileName() + "\n";
    }

    static Wheel wheel(String version, Path module) throws IOException {
        return new Wheel(
                version,
                module.resolve("src").resolve("main").resolve("python"),
                module.resolve("../app/src/main/papermill/interlace_papermill.py")
                        .normalize(),
                Notices.of(module));
    }
}
