package dev.interlace.app.kernel;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.CellSplitter;
import dev.interlace.jupyter.magic.Arguments;
import dev.interlace.jupyter.magic.Paths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment variables that set up a kernel: {@code COMPILER_OPTS}, {@code TIMEOUT}, {@code CLASSPATH},
 * {@code STARTUP_SCRIPTS_PATH} and {@code STARTUP_SCRIPT}, each behind {@code INTERLACE_}, or {@code JJAVA_} or
 * {@code IJAVA_} of the kernels that notebooks may come from. The first that is set counts.
 *
 * @param environment all environment variables
 */
record KernelVariables(Map<String, String> environment) {
    private static final Logger LOG = LoggerFactory.getLogger(KernelVariables.class);
    private static final List<String> PREFIXES = List.of("INTERLACE_", "JJAVA_", "IJAVA_");
    private static final Pattern TIME = Pattern.compile("(-?\\d+)\\s*([A-Za-z]*)");

    /** {@code config} as the variables want it; one that cannot be read is passed over with a warning. */
    KernelConfig applyTo(KernelConfig config) {
        KernelConfig changed = config;
        Optional<String> options = value("COMPILER_OPTS");
        if (options.isPresent()) {
            changed = changed.withCompilerOptions(Arguments.split(options.get()));
        }
        Optional<Duration> timeout = value("TIMEOUT").flatMap(KernelVariables::duration);
        if (timeout.isPresent()) {
            changed = changed.withTimeout(timeout.get());
        }
        List<String> startup = new ArrayList<>();
        Stream.concat(
                        entries("STARTUP_SCRIPTS_PATH").flatMap(KernelVariables::scripts),
                        value("STARTUP_SCRIPT").stream())
                .flatMap(KernelVariables::snippets)
                .forEach(startup::add);
        List<Path> classPath = entries("CLASSPATH")
                .flatMap(entry -> files("CLASSPATH", entry).stream())
                .map(path -> path.toAbsolutePath().normalize())
                .toList();
        return changed.withStartup(startup).withClassPath(classPath);
    }

    private Optional<String> value(String name) {
        return PREFIXES.stream()
                .map(prefix -> environment.getOrDefault(prefix + name, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private Stream<String> entries(String name) {
        return value(name).stream()
                .flatMap(text -> Arrays.stream(text.split(Pattern.quote(File.pathSeparator), -1)))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty());
    }

    private static List<Path> files(String variable, String pattern) {
        List<Path> files = List.of();
        try {
            files = Paths.matching(pattern);
        } catch (IOException e) {
            LOG.debug("{} cannot be listed", pattern, e);
        }
        if (files.isEmpty()) {
            LOG.warn("{}: there is no file {}", variable, pattern);
        }
        return files;
    }

    // no cell runs at the start: there is nothing that a magic could work for
    private static Stream<String> snippets(String script) {
        return CellSplitter.split(script, call -> "null").stream()
                .filter(part -> {
                    boolean java = part.kind() == CellSplitter.PartKind.JAVA;
                    if (!java) {
                        LOG.warn("a start-up script cannot use magics, this one was passed over: {}", part.text());
                    }
                    return java;
                })
                .map(CellSplitter.Part::text);
    }

    private static Stream<String> scripts(String pattern) {
        try {
            List<String> texts = new ArrayList<>();
            for (Path file : files("STARTUP_SCRIPTS_PATH", pattern)) {
                texts.add(Files.readString(file));
            }
            return texts.stream();
        } catch (IOException e) {
            LOG.warn("STARTUP_SCRIPTS_PATH: {} cannot be read: {}", pattern, e.toString());
            return Stream.empty();
        }
    }

    // a number of milliseconds, or of the unit behind it; less than one means no limit
    private static Optional<Duration> duration(String text) {
        Matcher time = TIME.matcher(text.strip());
        try {
            if (time.matches()) {
                TimeUnit unit = time.group(2).isEmpty()
                        ? TimeUnit.MILLISECONDS
                        : TimeUnit.valueOf(time.group(2).toUpperCase(Locale.ROOT));
                long amount = Long.parseLong(time.group(1));
                return amount < 1 ? Optional.empty() : Optional.of(Duration.of(amount, unit.toChronoUnit()));
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("not a time: {}", text);
        }
        LOG.warn("TIMEOUT must be a number of milliseconds, or a number and a unit as in 30 SECONDS, got {}", text);
        return Optional.empty();
    }
}
