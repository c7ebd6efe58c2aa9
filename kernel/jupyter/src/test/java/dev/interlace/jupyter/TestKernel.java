package dev.interlace.jupyter;

import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A kernel process of the classes under test. */
public final class TestKernel {
    /** System property with the milliseconds that one statement may take. */
    static final String TIMEOUT = "test.timeout";
    /** System property with the file that keeps inputs across sessions. */
    static final String HISTORY = "test.history";

    /** System property with the Java that runs the kernel, where that is not the Java of the test. */
    static final String JAVA = "test.java";

    private static final Duration START = Duration.ofSeconds(60);

    private TestKernel() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        KernelConfig config = KernelConfig.named("test", "0");
        Long timeout = Long.getLong(TIMEOUT);
        String history = System.getProperty(HISTORY);
        KernelConfig limited = timeout == null ? config : config.withTimeout(Duration.ofMillis(timeout));
        KernelProcess.run(Path.of(arguments[0]), history == null ? limited : limited.withHistoryFile(Path.of(history)));
    }

    /** The command that starts it. */
    public static List<String> command(String... options) {
        String own = ProcessHandle.current().info().command().orElse("java");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty(JAVA, own),
                "-XX:+UseSerialGC",
                "-XX:+UseCountedLoopSafepoints",
                "-XX:LoopStripMiningIter=1000",
                "-Xmx512m",
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), TestKernel.class.getName(), "{connection_file}"));
        return command;
    }

    /** A started kernel. */
    public static KernelClient start() {
        return KernelClient.start(command(), START);
    }
}
