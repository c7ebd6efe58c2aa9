package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thread of cells as the debugger sees it: its frames of woven code, and how far it shall go. */
final class DebuggedThread {
    private static final int DEEPEST = 5_000;

    private final int id;
    private final String name;
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable Resume step;
    private @Nullable Probe stepFrom;
    private int stepDepth;
    private int tooDeep;
    private boolean muted;
    private @Nullable Throwable thrown;
    private @Nullable Stop snapshot;

    private static final class Frame {
        private @Nullable Probe at;
        private @Nullable Object[] values = new Object[0];
    }

    DebuggedThread(int id) {
        this.id = id;
        name = Thread.currentThread().getName();
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Whether the thread works for the debugger itself. */
    boolean isMuted() {
        return muted;
    }

    void mute(boolean forDebugger) {
        muted = forDebugger;
    }

    // an endless recursion must end in its own error, not fill the memory with frames
    void enter() {
        if (frames.size() < DEEPEST) {
            frames.add(new Frame());
        } else {
            tooDeep++;
        }
    }

    void exit() {
        if (tooDeep > 0) {
            tooDeep--;
        } else if (!frames.isEmpty()) {
            frames.remove(frames.size() - 1);
        }
    }

    /** Takes in that {@code probe} runs; whether a line begins with it, of which it may be one of several places. */
    boolean at(Probe probe, @Nullable Object[] values) {
        if (frames.isEmpty() || tooDeep > 0) {
            return true;
        }
        Frame top = frames.get(frames.size() - 1);
        boolean begins = isOtherLine(top.at, probe);
        top.at = probe;
        top.values = values;
        return begins;
    }

    private int depth() {
        return frames.size() + tooDeep;
    }

    /** Lets the thread go on from {@code probe}. */
    void go(Resume how, @Nullable Probe probe) {
        step = how == Resume.CONTINUE ? null : how;
        stepFrom = probe;
        stepDepth = depth();
    }

    /** Whether a step that was asked for ends at {@code probe}. */
    boolean stepEndsAt(Probe probe) {
        Resume asked = step;
        if (asked == null) {
            return false;
        }
        int depth = depth();
        return switch (asked) {
            case STEP_IN -> depth != stepDepth || isOtherLine(stepFrom, probe);
            case NEXT -> depth < stepDepth || (depth == stepDepth && isOtherLine(stepFrom, probe));
            case STEP_OUT -> depth < stepDepth;
            case CONTINUE -> false;
        };
    }

    // coming to the same place again is the next turn of a loop
    private static boolean isOtherLine(@Nullable Probe from, Probe to) {
        return from == null || to == from || !Objects.equals(to.place(), from.place());
    }

    /** Forgets what the thread did, where no woven code runs on it any more; a step never leads into another cell. */
    void cellEnded() {
        if (frames.isEmpty()) {
            step = null;
        }
    }

    /** Forgets frames that an earlier cell left behind. */
    void cellBegins() {
        thrown = null;
        snapshot = null;
        frames.clear();
        tooDeep = 0;
        step = null;
    }

    /** Where {@code exception} was thrown, or first seen: its frames may have ended since. */
    Stop thrown(Throwable exception) {
        Stop known = snapshot;
        if (known == null || thrown != exception) {
            known = stop("exception", Optional.of(exception));
            thrown = exception;
            snapshot = known;
        }
        return known;
    }

    /** Whether no other method of woven code runs below the one that runs now. */
    boolean isOutermost() {
        return depth() <= 1;
    }

    /** What the thread shows while it is parked. */
    Stop stop(String reason) {
        return stop(reason, Optional.empty());
    }

    private Stop stop(String reason, Optional<Throwable> exception) {
        List<Stop.Frame> shown = new ArrayList<>();
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            Probe at = frame.at;
            Place place = at == null ? null : at.place();
            if (at != null && place != null) {
                shown.add(new Stop.Frame(at.method(), place, at.locals(), frame.values));
            }
        }
        Optional<CellOutput> cell = CurrentCell.get();
        return new Stop(id, name, reason, shown, cell, exception);
    }
}
