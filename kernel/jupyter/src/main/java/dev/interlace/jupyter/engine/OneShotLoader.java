package dev.interlace.jupyter.engine;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the classes of one snippet that declares nothing, so that they go when nothing of the snippet is left. A class
 * that the loader of cells has loaded stays for as long as the kernel.
 *
 * <p>A class of another loader is in another package to the machine: only snippets that use nothing but public members
 * of what cells have declared can be loaded so.
 */
final class OneShotLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String PACKAGE = OneShotCompiler.PACKAGE + "/";

    private final Map<String, byte[]> own = new HashMap<>();

    OneShotLoader(CellLoader cells, List<ClassBytecodes> classes) {
        super("snippet", cells);
        setPackageAssertionStatus(OneShotCompiler.PACKAGE, true);
        classes.forEach(one -> own.put(one.name(), Weaver.weave(one.bytecodes())));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] bytes = own.get(name);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Whether {@code classes} use nothing of what {@code cells} has loaded that is not public. */
    static boolean suits(List<ClassBytecodes> classes, CellLoader cells) {
        References references = new References(classes, cells);
        classes.forEach(one ->
                new ClassReader(one.bytecodes()).accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES));
        return references.arePublic;
    }

    /** What the code of a snippet names of other snippets. */
    private static final class References extends ClassVisitor {
        private final List<String> own;
        private final CellLoader cells;
        private boolean arePublic = true;

        References(List<ClassBytecodes> classes, CellLoader cells) {
            super(Opcodes.ASM9);
            own = classes.stream().map(one -> one.name().replace('.', '/')).toList();
            this.cells = cells;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
            see(above, "");
            Stream.of(interfaces).forEach(one -> see(one, ""));
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    see(owner, field);
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    see(owner, method);
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    see(type, "");
                }

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof Type type && type.getSort() >= Type.ARRAY) {
                        see(type.getSort() == Type.METHOD ? "" : type.getInternalName(), "");
                    }
                }

                @Override
                public void visitMultiANewArrayInsn(String type, int dimensions) {
                    see(type, "");
                }

                @Override
                public void visitInvokeDynamicInsn(String name, String type, Handle maker, Object... arguments) {
                    Stream.of(arguments)
                            .filter(Handle.class::isInstance)
                            .map(Handle.class::cast)
                            .forEach(handle -> see(handle.getOwner(), handle.getName()));
                }
            };
        }

        private void see(String named, String member) {
            String owner = named.startsWith("[") ? named.replaceAll("^\\[+L?|;$", "") : named;
            if (arePublic && owner.startsWith(PACKAGE) && !own.contains(owner)) {
                arePublic = isPublic(owner.replace('/', '.'), member);
            }
        }

        private boolean isPublic(String owner, String member) {
            try {
                for (Class<?> type = cells.loadClass(owner); type != null; type = type.getSuperclass()) {
                    if (!Modifier.isPublic(type.getModifiers()) || !arePublic(type, member)) {
                        return false;
                    }
                }
                return true;
            } catch (ClassNotFoundException | LinkageError e) {
                return false;
            }
        }

        private static boolean arePublic(Class<?> type, String member) {
            if (!type.getName().startsWith(OneShotCompiler.PACKAGE + ".") || member.isEmpty()) {
                return true;
            }
            Stream<Integer> fields = Stream.of(type.getDeclaredFields())
                    .filter(field -> field.getName().equals(member))
                    .map(Field::getModifiers);
            Stream<? extends Executable> executables = member.equals("<init>")
                    ? Stream.of(type.getDeclaredConstructors())
                    : Stream.of(type.getDeclaredMethods())
                            .filter(method -> method.getName().equals(member));
            return Stream.concat(fields, executables.map(Executable::getModifiers))
                    .allMatch(Modifier::isPublic);
        }
    }
}
