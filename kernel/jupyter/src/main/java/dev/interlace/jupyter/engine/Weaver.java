package dev.interlace.jupyter.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites the class files of cell code so that it can be stopped and cannot end the process.
 *
 * <p>A static stop check is inserted at the start of every method and before every branch that may lead back: a jump or
 * a switch to a label already passed. Exception handlers get none: the one that lies before the end of the code it
 * guards is the compiler's release of a monitor, which guards itself, so that a check there would be caught by itself
 * for ever. Every loop through a handler has a backward jump of its own. The check neither takes nor leaves anything on
 * the stack, so the frames of the class stay valid. Calls of {@code System.exit}, {@code Runtime.exit} and
 * {@code Runtime.halt} are led to {@link ExitGuard}, those that match regular expressions to {@link RegexGuard}, those
 * of Tablesaw's {@code Plot.show} to {@link PlotGuard}, those that print a stack trace to {@link TraceGuard}, those
 * that start processes to {@link ProcessGuard}, those that change the whole process to {@link GlobalsGuard}.
 */
final class Weaver {
    private static final String CHECK = Type.getInternalName(StopCheck.class);
    private static final String EXIT = Type.getInternalName(ExitGuard.class);
    private static final String REGEX = Type.getInternalName(RegexGuard.class);
    private static final String PLOT = Type.getInternalName(PlotGuard.class);
    private static final String TRACE = Type.getInternalName(TraceGuard.class);
    private static final String PROCESS = Type.getInternalName(ProcessGuard.class);
    private static final String GLOBALS = Type.getInternalName(GlobalsGuard.class);
    private static final String BUILDER = "java/lang/ProcessBuilder";
    private static final String STARTED = ")Ljava/lang/Process;";
    private static final String LINE = "Ljava/lang/String;";
    private static final String WORDS = "[Ljava/lang/String;";
    private static final String FOLDER = "Ljava/io/File;";
    private static final String RUNTIME = "java/lang/Runtime";
    private static final String STRING = "java/lang/String";
    private static final String PATTERN = "java/util/regex/Pattern";
    private static final String FIGURE = "Ltech/tablesaw/plotly/components/Figure;";
    private static final String TEXT = "Ljava/lang/String;";
    private static final String FILE = "Ljava/io/File;";
    private static final Map<String, Guarded> GUARDED = Map.ofEntries(
            led("java/lang/System", "exit", "(I)V", new Guarded(EXIT, "(I)V")),
            globals("java/lang/System", "setOut", "(Ljava/io/PrintStream;)V"),
            globals("java/lang/System", "setErr", "(Ljava/io/PrintStream;)V"),
            globals("java/lang/System", "setIn", "(Ljava/io/InputStream;)V"),
            globals("java/util/Locale", "setDefault", "(Ljava/util/Locale;)V"),
            globals("java/util/Locale", "setDefault", "(Ljava/util/Locale$Category;Ljava/util/Locale;)V"),
            globals("java/util/TimeZone", "setDefault", "(Ljava/util/TimeZone;)V"),
            globals(
                    "java/lang/Thread",
                    "setDefaultUncaughtExceptionHandler",
                    "(Ljava/lang/Thread$UncaughtExceptionHandler;)V"),
            led("java/lang/Thread", "dumpStack", "()V", new Guarded(TRACE, "()V")),
            shown("(" + FIGURE + ")V"),
            shown("(" + FIGURE + TEXT + ")V"),
            shown("(" + FIGURE + FILE + ")V"),
            shown("(" + FIGURE + TEXT + FILE + ")V"),
            shown("(" + TEXT + FILE + ")V"),
            method(EXIT, RUNTIME, "exit", "(I)V"),
            method(EXIT, RUNTIME, "halt", "(I)V"),
            method(PROCESS, BUILDER, "start", "(" + STARTED),
            led(
                    BUILDER,
                    "startPipeline",
                    "(Ljava/util/List;)Ljava/util/List;",
                    new Guarded(PROCESS, "(Ljava/util/List;)Ljava/util/List;")),
            method(PROCESS, RUNTIME, "exec", "(" + LINE + STARTED),
            method(PROCESS, RUNTIME, "exec", "(" + LINE + WORDS + STARTED),
            method(PROCESS, RUNTIME, "exec", "(" + LINE + WORDS + FOLDER + STARTED),
            method(PROCESS, RUNTIME, "exec", "(" + WORDS + STARTED),
            method(PROCESS, RUNTIME, "exec", "(" + WORDS + WORDS + STARTED),
            method(PROCESS, RUNTIME, "exec", "(" + WORDS + WORDS + FOLDER + STARTED),
            led(
                    PATTERN,
                    "matches",
                    "(Ljava/lang/String;Ljava/lang/CharSequence;)Z",
                    new Guarded(REGEX, "(Ljava/lang/String;Ljava/lang/CharSequence;)Z")),
            method(REGEX, PATTERN, "matcher", "(Ljava/lang/CharSequence;)Ljava/util/regex/Matcher;"),
            method(REGEX, PATTERN, "split", "(Ljava/lang/CharSequence;)[Ljava/lang/String;"),
            method(REGEX, PATTERN, "split", "(Ljava/lang/CharSequence;I)[Ljava/lang/String;"),
            method(REGEX, STRING, "matches", "(Ljava/lang/String;)Z"),
            method(REGEX, STRING, "replaceAll", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;"),
            method(REGEX, STRING, "replaceFirst", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;"),
            method(REGEX, STRING, "split", "(Ljava/lang/String;)[Ljava/lang/String;"),
            method(REGEX, STRING, "split", "(Ljava/lang/String;I)[Ljava/lang/String;"));

    private static final Set<String> TRACES = Set.of("()V", "(Ljava/io/PrintStream;)V", "(Ljava/io/PrintWriter;)V");

    /** The static method that stands in for another of the same name. */
    private record Guarded(String owner, String descriptor) {}

    private static Map.Entry<String, Guarded> led(String owner, String name, String descriptor, Guarded guarded) {
        return Map.entry(owner + "." + name + descriptor, guarded);
    }

    private static Map.Entry<String, Guarded> globals(String owner, String name, String descriptor) {
        return led(owner, name, descriptor, new Guarded(GLOBALS, descriptor));
    }

    // the receiver becomes the first argument
    private static Map.Entry<String, Guarded> method(String guard, String owner, String name, String descriptor) {
        return led(owner, name, descriptor, new Guarded(guard, "(L" + owner + ";" + descriptor.substring(1)));
    }

    // the figure is any object: the core knows no Tablesaw
    private static Map.Entry<String, Guarded> shown(String descriptor) {
        String plain = descriptor.replace(FIGURE, "Ljava/lang/Object;");
        return led("tech/tablesaw/plotly/Plot", "show", descriptor, new Guarded(PLOT, plain));
    }

    private Weaver() {}

    private static @Nullable Guarded guarded(String owner, String name, String descriptor) {
        boolean trace = name.equals("printStackTrace")
                && (owner.endsWith("Throwable") || owner.endsWith("Exception") || owner.endsWith("Error"))
                && TRACES.contains(descriptor);
        return trace
                ? new Guarded(TRACE, "(Ljava/lang/Throwable;" + descriptor.substring(1))
                : GUARDED.get(owner + "." + name + descriptor);
    }

    /** The class file {@code plain} with its checks; {@code plain} itself where weaving would make it invalid. */
    static byte[] weave(byte[] plain) {
        try {
            ClassReader reader = new ClassReader(plain);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Checks(writer), 0);
            return writer.toByteArray();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return plain; // a class file newer than the reader, or a method that grew too large
        }
    }

    /**
     * The class file {@code plain} with its checks and with hooks for the debugger, whose lines {@code register} takes
     * in.
     */
    static byte[] weave(byte[] plain, ToIntFunction<Probe> register) {
        try {
            ClassReader reader = new ClassReader(plain);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new LineHooks(new Checks(writer), LocalRanges.of(reader), register), 0);
            return writer.toByteArray();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return weave(plain); // with the hooks a method grew too large
        }
    }

    private static final class Checks extends ClassVisitor {
        Checks(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodChecks(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class MethodChecks extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();

        MethodChecks(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECK, "check", "()V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            check();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                check();
            }
            super.visitJumpInsn(opcode, target);
        }

        @Override
        public void visitTableSwitchInsn(int low, int high, Label otherwise, Label... targets) {
            check();
            super.visitTableSwitchInsn(low, high, otherwise, targets);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
            check();
            super.visitLookupSwitchInsn(otherwise, keys, targets);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
            Guarded guarded = opcode == Opcodes.INVOKESPECIAL ? null : guarded(owner, name, descriptor);
            if (guarded == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
            } else {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, guarded.owner(), name, guarded.descriptor(), false);
            }
        }

        // method references such as System::exit
        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] led = arguments.clone();
            for (int i = 0; i < led.length; i++) {
                if (led[i] instanceof Handle handle) {
                    Guarded guarded = handle.getTag() == Opcodes.H_INVOKESPECIAL
                            ? null
                            : guarded(handle.getOwner(), handle.getName(), handle.getDesc());
                    if (guarded != null) {
                        led[i] = new Handle(
                                Opcodes.H_INVOKESTATIC, guarded.owner(), handle.getName(), guarded.descriptor(), false);
                    }
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, led);
        }
    }
}
