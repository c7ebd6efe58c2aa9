package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.engine.GuardedRun;
import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.jars.NotebookJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The search of one jar, or of one folder of jars, for plugins. Nothing of the jar runs on the caller's thread. A jar
 * that does not come back is stopped as a cell is and keeps what was found before it hung.
 */
final class JarSearch {
    private static final long LOOK_MILLIS = 5;

    private final PluginSource source;
    private final @Nullable ProviderSearch providers;
    private @Nullable Discovery refused;
    private @Nullable GuardedRun<Boolean> run;
    private boolean stuck;

    private JarSearch(PluginSource source, @Nullable ProviderSearch providers, @Nullable Discovery refused) {
        this.source = source;
        this.providers = providers;
        this.refused = refused;
    }

    /**
     * The providers of several sources, found side by side.
     *
     * @param trust why a source with jars of these digests may not run, if it may not; asked before a class of it is
     *     loaded
     * @param limit how long all that hang may take together: a search ends where none has come back for that long
     */
    static List<Discovery> all(
            List<PluginSource> sources,
            ClassLoader kernel,
            Duration limit,
            BiFunction<PluginSource, List<String>, Optional<String>> trust) {
        List<JarSearch> searches = sources.parallelStream()
                .map(source -> begin(source, kernel, trust))
                .toList();
        try {
            await(searches, limit.multipliedBy(3).dividedBy(4));
            searches.forEach(search -> search.giveUp(limit, true));
            await(searches, limit.dividedBy(4));
            searches.forEach(search -> search.giveUp(limit, false));
        } catch (InterruptedException e) {
            searches.forEach(JarSearch::interrupted);
            Thread.currentThread().interrupt();
        }
        return searches.stream().map(JarSearch::found).toList();
    }

    private static JarSearch begin(
            PluginSource wanted, ClassLoader kernel, BiFunction<PluginSource, List<String>, Optional<String>> trust) {
        NotebookJars jars = new NotebookJars(JarIndex.empty());
        List<String> digests = new ArrayList<>();
        PluginSource source = wanted;
        try {
            boolean services = false;
            for (Path jar : wanted.jars()) {
                services |= hasServices(jar);
                JarTerms.of(jar).check();
                Path copy = copied(jar);
                digests.add(PluginSource.digest(copy));
                jars.add(copy, ClassPathChange.Wish.ASKED);
            }
            source = wanted.loaded(digests);
            Optional<String> refusal = trust.apply(source, digests);
            if (refusal.isPresent()) {
                throw new RefusedJarException(refusal.get());
            }
            if (!services) {
                throw new RefusedJarException("it names no plugin: there is no"
                        + " META-INF/services/dev.interlace.spi.FusionMethod (or AlignmentMethod, Discrepancy, Encoder,"
                        + " DatasetProvider, measure.Measure, experiment.Experiment) in it");
            }
        } catch (RefusedJarException e) {
            return new JarSearch(source, null, Discovery.failed(source, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new JarSearch(source, null, Discovery.failed(source, "it cannot be read: " + e.getMessage()));
        }
        PluginClassLoader loader = new PluginClassLoader(source.name(), jars, kernel);
        JarSearch search = new JarSearch(source, new ProviderSearch(loader, Optional.of(source)), null);
        search.start();
        return search;
    }

    private void start() {
        ProviderSearch search = providers;
        if (search != null) {
            run = GuardedRun.start("plugin " + source.name(), () -> {
                search.run();
                return true;
            });
        }
    }

    // a plugin runs from a copy: the jar may be built again while its classes are in use
    private static Path copied(Path jar) throws IOException {
        Path folder = Files.createTempDirectory("interlace-plugin");
        Path copy = folder.resolve(String.valueOf(jar.getFileName()));
        Files.copy(jar, copy);
        folder.toFile().deleteOnExit();
        copy.toFile().deleteOnExit();
        return copy;
    }

    private static boolean hasServices(Path jar) throws RefusedJarException {
        if (!Files.exists(jar)) {
            throw new RefusedJarException("there is no such file: " + jar);
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().anyMatch(entry -> entry.getName().startsWith("org/nd4j/"))) {
                throw new RefusedJarException(
                        "it bundles ND4J, whose native code loads only once in a process: leave org.nd4j out of the"
                                + " jar (in Maven, scope 'provided')");
            }
            return Arrays.stream(PluginKind.values())
                    .anyMatch(kind ->
                            zip.getEntry("META-INF/services/" + kind.service().getName()) != null);
        } catch (ZipException e) {
            throw new RefusedJarException("it is no jar file: " + e.getMessage());
        } catch (IOException e) {
            throw new RefusedJarException("it cannot be read: " + e.getMessage());
        }
    }

    /** Waits until all have come back, or none has for {@code limit}. */
    private static void await(List<JarSearch> searches, Duration limit) throws InterruptedException {
        long left = searches.stream().filter(JarSearch::isRunning).count();
        long last = System.nanoTime();
        while (left > 0 && System.nanoTime() - last < limit.toNanos()) {
            CellOutput.current().ifPresent(CellOutput::checkInterrupt);
            Thread.sleep(LOOK_MILLIS);
            long now = searches.stream().filter(JarSearch::isRunning).count();
            if (now < left) {
                left = now;
                last = System.nanoTime();
            }
        }
    }

    private boolean isRunning() {
        return run != null && !run.isDone();
    }

    private void giveUp(Duration limit, boolean goOn) {
        ProviderSearch search = providers;
        if (search == null || !isRunning()) {
            return;
        }
        search.giveUp(
                source,
                " took longer than " + limit.toMillis() / 1000.0
                        + " s to create and describe itself, and was stopped; a constructor and descriptor()"
                        + " must return at once: load and compute where the method is called");
        stop();
        if (goOn) {
            start();
        }
    }

    private void stop() {
        stuck = true;
        GuardedRun<Boolean> current = run;
        if (current != null) {
            current.stop();
        }
    }

    private void interrupted() {
        if (isRunning()) {
            stop();
            refused = Discovery.failed(source, "the search was interrupted; add the jar again");
        }
    }

    private Discovery found() {
        ProviderSearch search = providers;
        GuardedRun<Boolean> current = run;
        if (refused != null || search == null || current == null) {
            return refused == null ? Discovery.failed(source, "it was not searched") : refused;
        }
        if (!stuck) {
            try {
                current.result();
            } catch (ExecutionException e) {
                search.giveUp(source, ": " + Reasons.of(e.getCause() == null ? e : e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Discovery found = search.found();
        return found.candidates().isEmpty() && found.failures().isEmpty()
                ? Discovery.failed(
                        source, "its files in META-INF/services name no class: write the name of your class into one")
                : found;
    }
}
