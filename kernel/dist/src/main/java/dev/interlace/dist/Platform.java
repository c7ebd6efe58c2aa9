package dev.interlace.dist;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A system that the kernel is packed for.
 *
 * @param name in the names of files, for instance {@code linux-x86_64}
 * @param tag the platform tag of its wheel
 * @param nd4j the classifier of ND4J's native code
 * @param natives the classifier of OpenBLAS and JavaCPP
 * @param onnx the folder of its native code in the jar of ONNX Runtime
 */
public record Platform(String name, String tag, String nd4j, String natives, String onnx) {
    /** All that there is native code for. ONNX Runtime needs glibc 2.28 and macOS 11. */
    public static final List<Platform> ALL = List.of(
            new Platform("linux-x86_64", "manylinux_2_28_x86_64", "linux-x86_64-avx2", "linux-x86_64", "linux-x64"),
            new Platform("linux-arm64", "manylinux_2_28_aarch64", "linux-arm64", "linux-arm64", "linux-aarch64"),
            new Platform("macosx-x86_64", "macosx_11_0_x86_64", "macosx-x86_64", "macosx-x86_64", "osx-x64"),
            new Platform("macosx-arm64", "macosx_11_0_arm64", "macosx-arm64", "macosx-arm64", "osx-aarch64"),
            new Platform("windows-x86_64", "win_amd64", "windows-x86_64-avx2", "windows-x86_64", "win-x64"));

    private static final List<String> NATIVE = List.of("nd4j-native-", "openblas-", "javacpp-");

    /** The system that runs this program. */
    public static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String system, String architecture) {
        String os = system.toLowerCase(Locale.ROOT);
        String family = os.contains("win") ? "windows" : os.contains("mac") ? "macosx" : "linux";
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        String name = family + (arm ? "-arm64" : "-x86_64");
        return ALL.stream()
                .filter(platform -> platform.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no native code for " + name));
    }

    /** Whether {@code jar} holds native code, and whether this platform runs it. */
    Use use(Path jar) {
        String file = String.valueOf(jar.getFileName());
        if (NATIVE.stream().noneMatch(file::startsWith) || ALL.stream().noneMatch(each -> each.owns(file))) {
            return Use.EVERYWHERE;
        }
        return owns(file) ? Use.HERE : Use.ELSEWHERE;
    }

    private boolean owns(String file) {
        return file.endsWith("-" + (file.startsWith("nd4j-native-") ? nd4j : natives) + ".jar");
    }

    /** Where a jar runs. */
    enum Use {
        EVERYWHERE,
        HERE,
        ELSEWHERE
    }
}
