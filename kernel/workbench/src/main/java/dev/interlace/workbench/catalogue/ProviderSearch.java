package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.engine.CellInterruptedError;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.catalogue.Discovery.Candidate;
import dev.interlace.workbench.catalogue.Discovery.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The search of one class loader for providers: each is created and asked to describe itself on its own, and whatever
 * it throws or gives wrong is its own line. What was found is kept when the search is stopped, and a second run goes on
 * behind the provider that did not come back. Another thread may look at it.
 */
final class ProviderSearch implements Runnable {
    /** So many failures in a row end the search: a loader that makes no progress would fail for ever. */
    private static final int MOST_FAILURES = 100;

    private final ClassLoader loader;
    private final Optional<PluginSource> only;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Failure> failures = new LinkedHashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> abandoned = new HashSet<>();
    private String current = "";
    private int round;

    /** A search whose candidates come from {@code only}, or from where their class says. */
    ProviderSearch(ClassLoader loader, Optional<PluginSource> only) {
        this.loader = loader;
        this.only = only;
    }

    @Override
    public void run() {
        int own = round();
        for (PluginKind kind : PluginKind.values()) {
            search(kind, own);
        }
        begin("", own);
    }

    private synchronized int round() {
        return round;
    }

    private void search(PluginKind kind, int own) {
        Iterator<? extends ServiceLoader.Provider<?>> providers =
                ServiceLoader.load(kind.service(), loader).stream().iterator();
        int inARow = 0;
        while (inARow < MOST_FAILURES && own == round()) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<?> provider = providers.next();
                inARow = 0;
                String name = provider.type().getName();
                if (begin(kind.service().getName() + " " + name, own)) {
                    create(kind, provider, name);
                }
            } catch (Throwable e) { // a services file, or a class that cannot be loaded
                rethrowIfMeant(e);
                inARow++;
                PluginSource source = only.orElseGet(() -> PluginSource.builtIn("the class path", Optional.empty()));
                failed("", new Failure(source.name(), source, Reasons.of(e)));
            }
        }
    }

    // a provider may throw anything, also what it need not declare
    private void create(PluginKind kind, ServiceLoader.Provider<?> provider, String name) {
        Object created;
        try {
            created = provider.get();
        } catch (Throwable e) {
            rethrowIfMeant(e);
            PluginSource source = only.orElseGet(() -> PluginSource.of(provider.type()));
            String reason = Reasons.of(e);
            boolean named = e instanceof ServiceConfigurationError; // an Error comes as it was thrown
            failed(
                    name,
                    new Failure(source.name(), source, named ? reason : name + " could not be created: " + reason));
            return;
        }
        describe(kind, (Method<?>) created);
    }

    /** Takes in what a method says of itself, or why it cannot. */
    void describe(PluginKind kind, Method<?> method) {
        PluginSource source = only.orElseGet(() -> PluginSource.of(method.getClass()));
        String name = Reasons.nameOf(method.getClass());
        try {
            MethodDescriptor<?> descriptor = method.descriptor();
            if (descriptor == null) {
                failed(name, new Failure(name, source, name + ".descriptor() gave null"));
                return;
            }
            descriptor.schema();
            synchronized (this) {
                candidates.add(new Candidate(kind, method, descriptor, source, new Faults()));
            }
        } catch (Throwable e) {
            rethrowIfMeant(e);
            failed(name, new Failure(name, source, name + " could not describe itself: " + Reasons.of(e)));
        }
    }

    // what a provider throws because it was stopped is no news
    private synchronized void failed(String type, Failure failure) {
        if (!abandoned.contains(type)) {
            failures.add(failure);
        }
    }

    private synchronized boolean begin(String name, int own) {
        if (own != round) {
            return false;
        }
        current = name;
        return begun.add(name);
    }

    /** What was found so far. */
    synchronized Discovery found() {
        return new Discovery(candidates, List.copyOf(failures));
    }

    /**
     * Gives up the provider that did not come back, and ends the run that waits for it: the next run goes on behind it.
     *
     * @param reason what is said of it, behind its name
     */
    synchronized void giveUp(PluginSource source, String reason) {
        String type = current.substring(current.indexOf(' ') + 1);
        String name = type.isEmpty() ? source.name() : type;
        abandoned.add(name);
        round++;
        failures.add(new Failure(name, source, name + reason));
    }

    // a search that was stopped ends
    private static void rethrowIfMeant(Throwable error) {
        if (error instanceof CellInterruptedError stopped) {
            throw stopped;
        }
    }
}
