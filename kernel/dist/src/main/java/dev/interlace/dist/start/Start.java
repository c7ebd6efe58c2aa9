package dev.interlace.dist.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of the jar that installs itself. It unpacks the kernel into the user's data folder once, and hands
 * every command to it. {@code uninstall} removes the kernel from Jupyter and what was unpacked.
 */
public final class Start {
    /** The folder of the packed jars. */
    public static final String CONTENT = "content/";

    /** The file that lists them, with SHA-256 and path on each line. */
    public static final String LIST = "content.txt";

    private static final int FAILED = 1;
    private static final String KERNEL = "kernel-";
    private static final String UNPACKING = "unpacking-";

    private Start() {}

    /** Unpacks what is missing, and runs the command. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = home(System.getProperty("os.name"));
        int status;
        try {
            status = run(unpacked(home), arguments);
        } catch (IOException e) {
            System.err.println("interlace: the kernel cannot be unpacked into " + home + ": " + e.getMessage()
                    + "; make room there, or name another folder with INTERLACE_HOME");
            status = FAILED;
        }
        if (arguments.length > 0 && arguments[0].equals("uninstall") && status == 0) {
            removeKernels(home);
            System.out.println("Removed the kernels that were unpacked in " + home);
        }
        System.exit(status);
    }

    /** Where kernels are unpacked. */
    static Path home(String system) {
        String chosen = System.getenv("INTERLACE_HOME");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        Path user = Path.of(System.getProperty("user.home"));
        String os = system.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return from("LOCALAPPDATA", user.resolve("AppData").resolve("Local"))
                    .resolve("Interlace");
        }
        return os.contains("mac")
                ? user.resolve("Library").resolve("Application Support").resolve("Interlace")
                : from("XDG_DATA_HOME", user.resolve(".local").resolve("share")).resolve("interlace");
    }

    private static Path from(String variable, Path otherwise) {
        @Nullable String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : Path.of(value);
    }

    /** The folder of the kernel, written whole or not at all. */
    private static Path unpacked(Path home) throws IOException {
        String list = new String(resource(LIST), StandardCharsets.UTF_8);
        Path kernel =
                home.resolve(KERNEL + hex(list.getBytes(StandardCharsets.UTF_8)).substring(0, 12));
        if (Files.isDirectory(kernel)) {
            return kernel;
        }
        Files.createDirectories(home);
        Path half = Files.createTempDirectory(home, UNPACKING);
        try {
            for (String line : list.lines().toList()) {
                String[] parts = line.split(" ", 2);
                byte[] bytes = resource(CONTENT + parts[1]);
                if (!hex(bytes).equals(parts[0])) {
                    throw new IOException(parts[1] + " is damaged; fetch the jar again");
                }
                Path file = half.resolve(parts[1]).normalize();
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            }
            Files.move(half, kernel, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            remove(half); // another process was first
        } catch (IOException e) {
            remove(half);
            throw e;
        }
        return kernel;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Start.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the jar; fetch it again");
            }
            return in.readAllBytes();
        }
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static int run(Path kernel, String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                kernel.resolve("lib") + java.io.File.separator + "*",
                "dev.interlace.app.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** The data sets that lie in the same folder stay. */
    private static void removeKernels(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            return;
        }
        try (Stream<Path> kernels = Files.list(home)) {
            for (Path kernel : kernels.filter(Start::isUnpacked).toList()) {
                remove(kernel);
            }
        }
    }

    private static boolean isUnpacked(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.startsWith(KERNEL) || name.startsWith(UNPACKING);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
