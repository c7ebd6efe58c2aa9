package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.jars.NotebookJars;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What was found in the class path or in one jar: the good and, beside it, the bad with its reason. One broken provider
 * never hides the next.
 *
 * @param candidates the providers that could be created and described themselves
 * @param failures what could not
 */
record Discovery(List<Candidate> candidates, List<Failure> failures) {
    /** So many failures in a row end the search: a loader that makes no progress would fail for ever. */
    private static final int MOST_FAILURES = 100;

    /** A usable provider. */
    record Candidate(PluginKind kind, Method<?> method, MethodDescriptor<?> descriptor, PluginSource source) {}

    /** A provider or a jar that could not be used. */
    record Failure(String name, PluginSource source, String reason) {}

    Discovery {
        candidates = List.copyOf(candidates);
        failures = List.copyOf(failures);
    }

    /** The providers on the kernel's class path. */
    static Discovery ofClassPath(ClassLoader kernel) {
        PluginSource unknown = new PluginSource("the class path", Optional.empty(), PluginSource.Origin.BUILT_IN);
        return of(kernel, Optional.empty(), unknown);
    }

    /**
     * A method that was written in a cell, by each kind that it is of.
     *
     * @throws IllegalArgumentException when it is of none or cannot describe itself
     */
    static Discovery ofCell(Method<?> method) {
        List<Candidate> candidates = new ArrayList<>();
        Set<Failure> failures = new LinkedHashSet<>();
        for (PluginKind kind : PluginKind.values()) {
            if (kind.service().isInstance(method)) {
                describe(kind, method, Optional.of(PluginSource.cell()), candidates, failures);
            }
        }
        failures.stream().findFirst().ifPresent(failure -> {
            throw new IllegalArgumentException(failure.reason());
        });
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(Reasons.nameOf(method.getClass())
                    + " is no plugin: it must implement one of "
                    + Arrays.stream(PluginKind.values())
                            .map(kind -> kind.service().getSimpleName())
                            .collect(Collectors.joining(", ")));
        }
        return new Discovery(candidates, List.of());
    }

    /**
     * The providers in a jar or a folder of jars.
     *
     * @param limit how long the plugin may take to create and describe itself
     */
    static Discovery ofJar(PluginSource source, ClassLoader kernel, Duration limit) {
        NotebookJars jars = new NotebookJars(JarIndex.empty());
        boolean services = false;
        for (Path jar : source.jars()) {
            try {
                services |= hasServices(jar);
                jars.add(copied(jar), ClassPathChange.Wish.ASKED);
            } catch (Refused e) {
                return failed(source, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return failed(source, "it cannot be read: " + e.getMessage());
            }
        }
        if (!services) {
            return failed(
                    source,
                    "it names no plugin: there is no META-INF/services/dev.interlace.spi.FusionMethod (or AlignmentMethod,"
                            + " Discrepancy, Encoder, DatasetProvider, measure.Measure, experiment.Experiment) in it");
        }
        PluginClassLoader loader = new PluginClassLoader(source.name(), jars, kernel);
        FutureTask<Discovery> search = new FutureTask<>(() -> of(loader, Optional.of(source), source));
        Thread thread = new Thread(search, "plugin " + source.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return search.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return failed(source, "it took longer than " + limit.toSeconds() + " s to create and describe itself");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return failed(source, "the search was interrupted; add the jar again");
        } catch (ExecutionException e) {
            return failed(source, Reasons.of(e.getCause() == null ? e : e.getCause()));
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

    private static Discovery failed(PluginSource source, String reason) {
        return new Discovery(List.of(), List.of(new Failure(source.name(), source, reason)));
    }

    private static boolean hasServices(Path jar) throws Refused {
        if (!Files.exists(jar)) {
            throw new Refused("there is no such file: " + jar);
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().anyMatch(entry -> entry.getName().startsWith("org/nd4j/"))) {
                throw new Refused(
                        "it bundles ND4J, whose native code loads only once in a process: leave org.nd4j out of the"
                                + " jar (in Maven, scope 'provided')");
            }
            return Arrays.stream(PluginKind.values())
                    .anyMatch(kind ->
                            zip.getEntry("META-INF/services/" + kind.service().getName()) != null);
        } catch (ZipException e) {
            throw new Refused("it is no jar file: " + e.getMessage());
        } catch (IOException e) {
            throw new Refused("it cannot be read: " + e.getMessage());
        }
    }

    private static Discovery of(ClassLoader loader, Optional<PluginSource> only, PluginSource unknown) {
        List<Candidate> candidates = new ArrayList<>();
        Set<Failure> failures = new LinkedHashSet<>();
        for (PluginKind kind : PluginKind.values()) {
            forEach(
                    ServiceLoader.load(kind.service(), loader),
                    provider -> describe(kind, (Method<?>) provider, only, candidates, failures),
                    error -> failures.add(new Failure(unknown.name(), unknown, Reasons.of(error))));
        }
        return new Discovery(candidates, List.copyOf(failures));
    }

    private static void describe(
            PluginKind kind,
            Method<?> method,
            Optional<PluginSource> only,
            List<Candidate> candidates,
            Set<Failure> failures) {
        PluginSource source = only.orElseGet(() -> PluginSource.of(method.getClass()));
        String name = Reasons.nameOf(method.getClass());
        try {
            MethodDescriptor<?> descriptor = method.descriptor();
            if (descriptor == null) {
                failures.add(new Failure(name, source, name + ".descriptor() gave null"));
                return;
            }
            descriptor.schema();
            candidates.add(new Candidate(kind, method, descriptor, source));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failures.add(new Failure(name, source, name + " could not describe itself: " + Reasons.of(e)));
        }
    }

    /** A loop over a service loader that survives every broken provider. */
    static <S> void forEach(ServiceLoader<S> loader, Consumer<S> found, Consumer<Throwable> failed) {
        Iterator<S> providers = loader.iterator();
        int inARow = 0;
        while (inARow < MOST_FAILURES) {
            S provider;
            try {
                if (!providers.hasNext()) {
                    return;
                }
                provider = providers.next();
            } catch (ServiceConfigurationError | LinkageError e) {
                inARow++;
                failed.accept(e);
                continue;
            }
            inARow = 0;
            found.accept(provider);
        }
    }

    /** A jar that is refused before any of its classes is loaded. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }
}
