package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.display.Callee;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;

/**
 * Where a thread is that nothing stops.
 *
 * @param place what it does, in a few words
 * @param frames its frames without the kernel's, innermost first
 */
public record Hang(String place, List<StackTraceElement> frames) {
    public Hang {
        frames = List.copyOf(frames);
    }

    /** Where {@code thread} is now. */
    static Hang of(Thread thread) {
        List<StackTraceElement> frames = List.of(thread.getStackTrace());
        int end = 0;
        while (end < frames.size() && !frames.get(end).getClassName().equals(Gate.class.getName())) {
            end++;
        }
        List<StackTraceElement> users = frames.subList(0, end);
        String top = users.isEmpty() ? "an unknown place" : name(users.get(0));
        String whose = Callee.of(thread).map(who -> ", in the code of " + who).orElse("");
        return new Hang(place(thread, top) + whose, users);
    }

    private static String place(Thread thread, String top) {
        if (thread.getState() == Thread.State.BLOCKED) {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
            if (info != null && info.getLockOwnerName() != null) {
                return "it waits in " + top + " for the monitor of "
                        + Texts.plain(info.getLockInfo().getClassName()) + ", which the thread \""
                        + info.getLockOwnerName() + "\" holds";
            }
        }
        return "it hangs in " + top;
    }

    private static String name(StackTraceElement frame) {
        String method = Texts.plain(frame.getClassName() + "." + frame.getMethodName());
        return frame.isNativeMethod() ? method + " (native)" : method;
    }

    /** What the user should know. */
    public String message() {
        return "the cell was interrupted but cannot be stopped: " + place
                + ". Its thread was left behind with the lowest priority; the next cells run on a new thread,"
                + " and all variables are kept";
    }
}
