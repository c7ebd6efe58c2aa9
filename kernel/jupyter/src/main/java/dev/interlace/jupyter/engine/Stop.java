package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.display.CellOutput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A thread that the debugger has parked.
 *
 * @param threadId number of the thread among those that run woven code
 * @param threadName its name
 * @param reason {@code breakpoint}, {@code step}, {@code pause} or {@code exception}
 * @param frames its frames of woven code, innermost first
 * @param cell the cell that it works for
 * @param thrown what was thrown, where that is the reason
 */
public record Stop(
        int threadId,
        String threadName,
        String reason,
        List<Frame> frames,
        Optional<CellOutput> cell,
        Optional<Throwable> thrown) {
    public Stop {
        frames = List.copyOf(frames);
    }

    /**
     * A method that has not ended.
     *
     * @param method its name in the class file
     * @param place the line that runs, or that called the frame above
     * @param locals its variables that hold a value there
     * @param values their values, in the same order
     */
    @SuppressWarnings("ArrayRecordComponent") // a list would refuse null
    public record Frame(
            String method,
            Place place,
            List<Local> locals,
            @Nullable Object[] values) {}
}
