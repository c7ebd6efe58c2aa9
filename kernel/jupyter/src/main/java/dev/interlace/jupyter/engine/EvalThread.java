package dev.interlace.jupyter.engine;

/** A thread that runs cells; the threads that cells start share its thread group, which is how they are known. */
public final class EvalThread extends Thread {
    private static final long STACK_BYTES = 16L << 20; // deep recursion and the compiler's own

    public EvalThread(ThreadGroup cells, Runnable work, String name) {
        super(cells, work, name, STACK_BYTES);
        setDaemon(true);
    }
}
