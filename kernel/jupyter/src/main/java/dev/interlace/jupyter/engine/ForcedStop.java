package dev.interlace.jupyter.engine;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws an error in another thread, wherever that is: StopThread of the virtual machine's tool interface (JVMTI),
 * reached through JNA. Nothing of it is loaded before it is needed, and opening it takes about 0.1 s.
 *
 * <p>An error that comes from outside can break what it hits. The thread is therefore suspended while its frames are
 * read, and it is left alone where it runs the kernel's own code.
 *
 * <p>A thread in a call of the operating system does not notice. On Linux the signal with which the JDK itself wakes
 * blocked threads makes such a call return to Java, where the error waits.
 */
final class ForcedStop {
    private static final Logger LOG = LoggerFactory.getLogger(ForcedStop.class);

    private static final int VERSION_1_1 = 0x30010000;
    private static final int GET_ENVIRONMENT = 6; // places in the tables of functions of JNI and JVMTI
    private static final int SUSPEND = 4;
    private static final int RESUME = 5;
    private static final int STOP = 6;
    private static final int ADD_CAPABILITIES = 141;
    private static final long CAN_SIGNAL = 1L << 10;
    private static final long CAN_SUSPEND = 1L << 20;
    private static final int CAPABILITIES_BYTES = 16;

    private static final int WAKE_UP_SIGNAL = 62; // SIGRTMAX - 2
    private static final int NAME_BYTES = 15;

    private final Pointer jvmti;
    private final Function suspend;
    private final Function resume;
    private final Function stop;

    // a process has one virtual machine, and the right to suspend threads can be had once
    private static final class Holder {
        static final Optional<ForcedStop> ONE = open();
    }

    /** The one of this process, opened by the first call; empty where the machine refuses or JNA cannot be loaded. */
    static Optional<ForcedStop> ofThisProcess() {
        return Holder.ONE;
    }

    private static Optional<ForcedStop> open() {
        try {
            ForcedStop opened = new ForcedStop();
            StopPoint.of(Thread.currentThread().getStackTrace()); // loaded before a thread stands still
            return Optional.of(opened);
        } catch (IllegalStateException | LinkageError e) {
            LOG.warn("threads cannot be stopped from outside: {}", e.toString());
            return Optional.empty();
        }
    }

    private ForcedStop() {
        NativeLibrary machine = NativeLibrary.getInstance(library());
        PointerByReference found = new PointerByReference();
        check(machine.getFunction("JNI_GetCreatedJavaVMs").invokeInt(new Object[] {found, 1, new IntByReference()}));
        Pointer vm = found.getValue();
        PointerByReference environment = new PointerByReference();
        check(entry(vm, GET_ENVIRONMENT).invokeInt(new Object[] {vm, environment, VERSION_1_1}));
        jvmti = environment.getValue();
        try (Memory capabilities = new Memory(CAPABILITIES_BYTES)) {
            capabilities.clear();
            capabilities.setLong(0, CAN_SIGNAL | CAN_SUSPEND);
            check(entry(jvmti, ADD_CAPABILITIES).invokeInt(new Object[] {jvmti, capabilities}));
        }
        suspend = entry(jvmti, SUSPEND);
        resume = entry(jvmti, RESUME);
        stop = entry(jvmti, STOP);
    }

    private static Function entry(Pointer table, int index) {
        return Function.getFunction(table.getPointer(0).getPointer((long) index * Native.POINTER_SIZE));
    }

    private static void check(int code) {
        if (code != 0) {
            throw new IllegalStateException("the virtual machine's tool interface answered with code " + code);
        }
    }

    private static String library() {
        String home = System.getProperty("java.home");
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Windows")) {
            return home + "\\bin\\server\\jvm.dll";
        }
        return home + (system.startsWith("Mac") ? "/lib/server/libjvm.dylib" : "/lib/server/libjvm.so");
    }

    /**
     * Throws a {@link CellInterruptedError} in {@code thread}.
     *
     * @param meant asked while the thread stands still: whether it still works for what shall be stopped; must not wait
     * @param loadingToo whether it may be inside the loading of a platform class
     * @return whether the error is under way
     */
    boolean stop(Thread thread, BooleanSupplier meant, boolean loadingToo) {
        CellInterruptedError error = new CellInterruptedError();
        if (call(suspend, thread) != 0) {
            return false; // it has ended
        }
        try {
            if (!meant.getAsBoolean()) {
                return false;
            }
            StackTraceElement[] frames = thread.getStackTrace();
            StopPoint.Kind kind = StopPoint.of(frames);
            if (kind == StopPoint.Kind.KERNEL || (kind == StopPoint.Kind.LOADING && !loadingToo)) {
                return false;
            }
            error.setStackTrace(frames);
            return call(stop, thread, error) == 0;
        } finally {
            call(resume, thread);
        }
    }

    private int call(Function function, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = jvmti;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return (Integer) function.invoke(Integer.class, all, Map.of(Library.OPTION_ALLOW_OBJECTS, Boolean.TRUE));
    }

    /** Wakes {@code thread} from a call of the operating system, where the JDK has prepared its signal for that. */
    void wake(Thread thread) {
        Path tasks = Path.of("/proc/self/task");
        if (!isSignalPrepared()) {
            return;
        }
        // the system knows a thread by the beginning of its name; another of that name is woken in vain
        byte[] name = thread.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String begin = new String(name, 0, Math.min(NAME_BYTES, name.length), java.nio.charset.StandardCharsets.UTF_8);
        int process = (int) ProcessHandle.current().pid();
        Function signal = NativeLibrary.getInstance("c").getFunction("tgkill");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                if (Files.readString(task.resolve("comm")).strip().equals(begin.strip())) {
                    int id = Integer.parseInt(String.valueOf(task.getFileName()));
                    signal.invokeInt(new Object[] {process, id, WAKE_UP_SIGNAL});
                }
            }
        } catch (IOException e) {
            LOG.debug("a thread ended while it was looked for: {}", e.toString());
        }
    }

    // an unprepared signal would end the process
    private static boolean isSignalPrepared() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigCgt:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigCgt:".length()).strip(), 16))
                    .anyMatch(caught -> (caught >> (WAKE_UP_SIGNAL - 1) & 1) == 1);
        } catch (IOException e) {
            return false; // another system
        }
    }
}
