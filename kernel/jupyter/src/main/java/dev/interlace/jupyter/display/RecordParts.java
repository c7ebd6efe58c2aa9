package dev.interlace.jupyter.display;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The components of a record, read where its module allows it. */
final class RecordParts {
    private static final int API = Opcodes.ASM9;

    private RecordParts() {}

    /** One component. */
    record Part(String name, Class<?> type, @Nullable Object value) {}

    /** A component whose accessor threw. */
    record Failed(String reason) {
        @Override
        public String toString() {
            return "(failed: " + reason + ")";
        }
    }

    /** The components of {@code value} in order; empty where they cannot be read. */
    static Optional<List<Part>> of(Record value) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            try {
                if (!accessor.trySetAccessible()) {
                    return Optional.empty();
                }
                parts.add(new Part(component.getName(), component.getType(), accessor.invoke(value)));
            } catch (InvocationTargetException e) {
                CurrentCell.checkInterrupt();
                parts.add(new Part(component.getName(), component.getType(), new Failed(String.valueOf(e.getCause()))));
            } catch (IllegalAccessException e) {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }

    /** Whether the author of {@code type} wrote its toString; where its byte code is out of reach, as in a cell: no. */
    static boolean writesItself(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        AtomicBoolean generated = new AtomicBoolean(true);
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes != null) {
                generated.set(false);
                new ClassReader(bytes).accept(new ToStringMethod(generated), ClassReader.SKIP_DEBUG);
            }
        } catch (IOException | IllegalArgumentException e) {
            generated.set(true); // unreadable, or of a class file version to come
        }
        return !generated.get();
    }

    /** Sees whether toString is the one that javac writes. */
    private static final class ToStringMethod extends ClassVisitor {
        private final AtomicBoolean generated;

        ToStringMethod(AtomicBoolean generated) {
            super(API);
            this.generated = generated;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (!name.equals("toString") || !descriptor.equals("()Ljava/lang/String;")) {
                return null;
            }
            return new MethodVisitor(API) {
                @Override
                public void visitInvokeDynamicInsn(
                        String called, String calledDescriptor, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
                        generated.set(true);
                    }
                }
            };
        }
    }
}
