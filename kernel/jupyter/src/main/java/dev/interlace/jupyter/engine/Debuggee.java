package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running cells as a debugger sees them: lines where they can be parked, and the one thread that is parked.
 *
 * <p>Nothing is woven for the debugger before it is attached, so cells that ran before cannot be parked. One thread is
 * shown at a time; another that meets a breakpoint meanwhile waits for its turn. An interrupt of its cell frees a
 * parked thread.
 */
@SuppressWarnings("ThreadLocalUsage") // per engine, not per class: two kernels in one process must not meet
public final class Debuggee {
    private static final long CHECK_MILLIS = 50;
    private static final Listener RECORDER = new Recorder();

    private final Map<Integer, Probe> probes = new ConcurrentHashMap<>();
    private final Map<String, List<Probe>> unplaced = new ConcurrentHashMap<>();
    private final AtomicInteger probeIds = new AtomicInteger();
    private final AtomicInteger threadIds = new AtomicInteger();
    private final ThreadLocal<DebuggedThread> threads =
            ThreadLocal.withInitial(() -> new DebuggedThread(threadIds.incrementAndGet()));
    private final Map<String, Map<Integer, String>> breakpoints = new HashMap<>();
    private volatile @Nullable Listener listener;
    private volatile boolean pauseAsked;
    private volatile Set<ExceptionFilter> exceptions = Set.of();
    private volatile @Nullable Stop failure;
    private @Nullable Stop parked;
    private @Nullable Resume order;

    /** Receives the threads that stop and continue. */
    public interface Listener {
        /** A thread is parked. */
        void stopped(Stop stop);

        /** A parked thread goes on. */
        void continued(Stop stop);

        /** Whether {@code condition} holds where the calling thread would be parked. */
        boolean holds(Stop stop, String condition);
    }

    /** Lets every thread pass. */
    private static final class Recorder implements Listener {
        @Override
        public void stopped(Stop stop) {
            // nothing is ever armed for it
        }

        @Override
        public void continued(Stop stop) {
            // nothing is ever armed for it
        }

        @Override
        public boolean holds(Stop stop, String condition) {
            return false;
        }
    }

    /** Which exceptions park a thread: those that a handler of a cell takes, or those that none does. */
    public enum ExceptionFilter {
        CAUGHT,
        UNCAUGHT
    }

    /** Parks threads at exceptions of these kinds and at no others. */
    public void setExceptionBreakpoints(Set<ExceptionFilter> filters) {
        exceptions = Set.copyOf(filters);
    }

    /** Whether stops can be led back to lines of cells at all: it takes a start option of the process. */
    public static boolean isPossible() {
        return SnippetLines.areKnown();
    }

    /** Begins to weave hooks into what is compiled from now on. */
    public void attach(Listener who) {
        listener = who;
    }

    /** Lets every thread go on and parks none any more. */
    public synchronized void detach() {
        listener = null;
        pauseAsked = false;
        breakpoints.clear();
        exceptions = Set.of();
        probes.values().forEach(Probe::disarm);
        notifyAll();
    }

    /** Keeps the variables of what fails from now on, without a debugger that would stop anything. */
    public void record() {
        if (listener == null) {
            listener = RECORDER;
        }
    }

    /** Keeps variables no more, unless a debugger wants them. */
    public void stopRecording() {
        if (listener == RECORDER) {
            detach();
        }
    }

    /** Whether the variables of what fails are kept. */
    public boolean isRecording() {
        return listener != null;
    }

    /** Where the last exception was thrown that no handler of a cell took. */
    public Optional<Stop> failure() {
        return Optional.ofNullable(failure);
    }

    /** Forgets the last failure and what its variables hold. */
    public void forgetFailure() {
        failure = null;
    }

    /** Whether code that the calling thread compiles shall be woven. */
    boolean weaves() {
        return listener != null && !threads.get().isMuted();
    }

    /** Runs {@code work} of the debugger itself, which meets no breakpoint. */
    public <T> T unseen(Supplier<T> work) {
        DebuggedThread thread = threads.get();
        thread.mute(true);
        try {
            return work.get();
        } finally {
            thread.mute(false);
        }
    }

    /**
     * Parks threads at these lines of the cell {@code source}, and at no other of it.
     *
     * @param lines line to the condition that must hold; empty where none must
     */
    public synchronized void setBreakpoints(String source, Map<Integer, String> lines) {
        breakpoints.put(source, Map.copyOf(lines));
        Map<String, List<Probe>> byWrapper = new HashMap<>();
        for (Probe probe : probes.values()) {
            Place place = probe.place();
            if (place != null && place.source().equals(source)) {
                byWrapper
                        .computeIfAbsent(probe.wrapper(), unknown -> new ArrayList<>())
                        .add(probe);
            }
        }
        byWrapper.values().forEach(this::arm);
    }

    // a breakpoint on a line without code of its own belongs to the next one that has some, in the same snippet
    private void arm(List<Probe> snippet) {
        TreeSet<Integer> lines = new TreeSet<>();
        String source = "";
        for (Probe probe : snippet) {
            Place place = probe.place();
            if (place != null) {
                lines.add(place.line());
                source = place.source();
            }
        }
        Map<Integer, String> armed = new HashMap<>();
        for (Map.Entry<Integer, String> wanted :
                breakpoints.getOrDefault(source, Map.of()).entrySet()) {
            Integer line = lines.isEmpty() || wanted.getKey() < lines.first() ? null : lines.ceiling(wanted.getKey());
            if (line != null) {
                armed.put(line, wanted.getValue());
            }
        }
        for (Probe probe : snippet) {
            Place place = probe.place();
            String condition = place == null ? null : armed.get(place.line());
            if (condition == null) {
                probe.disarm();
            } else {
                probe.arm(condition);
            }
        }
    }

    /** Takes in a line of code that is being woven; returns the number under which that code will name it. */
    int register(Probe probe) {
        int id = probeIds.incrementAndGet();
        probes.put(id, probe);
        unplaced.computeIfAbsent(probe.wrapper(), unknown -> new ArrayList<>()).add(probe);
        return id;
    }

    /** Where a snippet of that id stands; empty for one that is not known yet. */
    interface Origins {
        Optional<CellErrors.Origin> of(String id);
    }

    /** Leads the lines that were woven to lines of cells, as far as JShell knows their snippets by now. */
    void place(SnippetLines lines, Origins origins) {
        for (String wrapper : Set.copyOf(unplaced.keySet())) {
            List<Probe> snippet = unplaced.getOrDefault(wrapper, List.of());
            int last = snippet.stream().mapToInt(Probe::rawLine).max().orElse(0);
            lines.of(wrapper, last).ifPresent(wrapped -> {
                unplaced.remove(wrapper);
                origins.of(wrapped.id()).ifPresent(origin -> place(snippet, wrapped, origin));
            });
        }
    }

    private synchronized void place(List<Probe> snippet, SnippetLines.Wrapped wrapped, CellErrors.Origin origin) {
        int first = origin.lineOf(origin.start());
        for (Probe probe : snippet) {
            wrapped.line(probe.rawLine()).ifPresent(line -> probe.standsAt(new Place(origin.source(), first + line)));
        }
        arm(snippet);
    }

    /** Forgets lines of classes that cells cannot reach any more. */
    void forgetWhere(Predicate<String> wrapperIsGone) {
        probes.values().removeIf(probe -> wrapperIsGone.test(probe.wrapper()));
        unplaced.keySet().removeIf(wrapperIsGone);
    }

    /** The calling thread begins a cell of its own. */
    public void cellBegins() {
        threads.get().cellBegins();
    }

    /** The calling thread has run a cell, or a part of one. */
    void cellEnded() {
        threads.get().cellEnded();
    }

    void enter() {
        threads.get().enter();
    }

    void exit() {
        threads.get().exit();
    }

    void line(int id, @Nullable Object[] locals) {
        Probe probe = probes.get(id);
        if (probe == null) {
            return;
        }
        DebuggedThread thread = threads.get();
        boolean begins = thread.at(probe, locals);
        if (!begins || listener == null || probe.place() == null || thread.isMuted()) {
            return;
        }
        if (probe.isArmed() && holds(thread, probe)) {
            park(thread, probe, "breakpoint");
        } else if (thread.stepEndsAt(probe)) {
            park(thread, probe, "step");
        } else if (pauseAsked) {
            park(thread, probe, "pause");
        }
    }

    private boolean holds(DebuggedThread thread, Probe probe) {
        Listener current = listener;
        String condition = probe.condition();
        return condition.isEmpty() || (current != null && current.holds(thread.stop("breakpoint"), condition));
    }

    void caught(Throwable thrown) {
        exception(thrown, ExceptionFilter.CAUGHT);
    }

    void passed(Throwable thrown) {
        exception(thrown, ExceptionFilter.UNCAUGHT);
    }

    private void exception(Throwable thrown, ExceptionFilter how) {
        DebuggedThread thread = threads.get();
        if (listener == null || thread.isMuted() || thrown instanceof CellInterruptedError) {
            return;
        }
        Stop stop = thread.thrown(thrown);
        if (how == ExceptionFilter.UNCAUGHT && thread.isOutermost()) {
            failure = stop;
        }
        boolean ends = how == ExceptionFilter.CAUGHT || thread.isOutermost();
        if (ends && exceptions.contains(how) && !stop.frames().isEmpty()) {
            park(thread, null, stop);
        }
    }

    private void park(DebuggedThread thread, Probe probe, String reason) {
        park(thread, probe, thread.stop(reason));
    }

    private void park(DebuggedThread thread, @Nullable Probe probe, Stop stop) {
        Listener current = listener;
        if (current == null || isInterrupted()) {
            return;
        }
        boolean woken = awaitTurn(stop);
        try {
            current.stopped(stop);
            woken |= awaitOrder();
        } finally {
            current.continued(stop);
            thread.go(leave(), probe);
        }
        if (woken) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitTurn(Stop stop) {
        boolean woken = await(() -> parked == null);
        parked = stop;
        order = null;
        pauseAsked = false;
        return woken;
    }

    private synchronized boolean awaitOrder() {
        return await(() -> order != null);
    }

    // true where the user's own code has interrupted the thread, which it shall see later
    private synchronized boolean await(BooleanSupplier done) {
        boolean woken = false;
        while (!done.getAsBoolean() && listener != null) {
            try {
                wait(CHECK_MILLIS);
            } catch (InterruptedException e) {
                woken = true;
            }
            StopCheck.check();
        }
        return woken;
    }

    private synchronized Resume leave() {
        Resume how = order == null ? Resume.CONTINUE : order;
        parked = null;
        order = null;
        notifyAll();
        return how;
    }

    // a thread that is on its way out of an interrupted cell must not be parked again
    private static boolean isInterrupted() {
        try {
            StopCheck.check();
            return false;
        } catch (CellInterruptedError e) {
            return true;
        }
    }

    /** The thread that is parked. */
    public synchronized Optional<Stop> parked() {
        return Optional.ofNullable(parked);
    }

    /** Lets the parked thread go on; false where none is parked. */
    public synchronized boolean resume(Resume how) {
        if (parked == null) {
            return false;
        }
        order = how;
        notifyAll();
        return true;
    }

    /** Parks the first thread that comes to a line. */
    public void pause() {
        pauseAsked = true;
    }
}
