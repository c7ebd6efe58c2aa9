package dev.interlace.app.install;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * The Java that a kernel will run on.
 *
 * @param java the program, absolute
 * @param feature its feature release, for instance 17
 * @param version its full version, to notice a change
 * @param memory bytes of memory that the machine (or the container) has
 */
public record JavaMachine(Path java, int feature, String version, long memory) {
    /** The Java that runs this program, on this computer. */
    public static JavaMachine current() {
        String program = System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 4L << 30;
        return new JavaMachine(
                Path.of(System.getProperty("java.home"), "bin", program),
                Runtime.version().feature(),
                currentVersion(),
                memory);
    }

    /** The full version of the Java that runs this program. */
    public static String currentVersion() {
        return System.getProperty("java.vm.version") + " " + System.getProperty("java.vm.vendor");
    }
}
