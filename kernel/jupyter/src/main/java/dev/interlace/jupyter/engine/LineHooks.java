package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.LocalRanges.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds calls of {@link DebugHook} to the class file of a snippet: at the start of each method and at every way out of
 * it, and at each line, with the values of the local variables that are alive there.
 *
 * <p>A call stands after the frame of its instruction and takes nothing from the stack, so the frames stay valid. Only
 * two cases need care. A frame names an object under construction by the place of its {@code new}: where a call was put
 * between a label and the {@code new}, frames are led to a label behind the call. And a constructor is followed from
 * the call of the other constructor on, because before it there is no {@code this} to show.
 */
final class LineHooks extends ClassVisitor {
    private static final String HOOK = Type.getInternalName(DebugHook.class);

    private final LocalRanges locals;
    private final ToIntFunction<Probe> register;
    private Type type = Type.VOID_TYPE;
    private String wrapper = "";

    LineHooks(ClassVisitor next, LocalRanges locals, ToIntFunction<Probe> register) {
        super(Opcodes.ASM9, next);
        this.locals = locals;
        this.register = register;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        type = Type.getObjectType(name);
        wrapper = CellLoader.wrapperOf(type.getClassName());
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean synthetic = (access & Opcodes.ACC_SYNTHETIC) != 0 && !name.startsWith("lambda$");
        return synthetic ? next : new Hooks(next, name, descriptor);
    }

    private final class Hooks extends EachInstruction {
        private final String name;
        private final String key;
        private final Label start = new Label();
        private final List<Label> here = new ArrayList<>();
        private final Map<Object, Label> moved = new HashMap<>();
        private final Set<Label> handlers = new HashSet<>();
        private int index;
        private int line;
        private int unfinished;
        private boolean begun;
        private boolean inserted;

        Hooks(MethodVisitor next, String name, String descriptor) {
            super(next);
            this.name = name;
            key = name + descriptor;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (!name.equals("<init>")) {
                begin();
            }
        }

        private void begin() {
            call("enter", "(Ljava/lang/Class;)V");
            mv.visitLabel(start);
            begun = true;
        }

        private void call(String hook, String descriptor) {
            if (!hook.equals("line")) {
                mv.visitLdcInsn(type);
            }
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, hook, descriptor, false);
        }

        // a block that catches everything only cleans up and throws on
        @Override
        public void visitTryCatchBlock(Label from, Label to, Label handler, @Nullable String caught) {
            if (caught != null) {
                handlers.add(handler);
            }
            super.visitTryCatchBlock(from, to, handler, caught);
        }

        private void exception(String hook) {
            mv.visitInsn(Opcodes.DUP);
            mv.visitLdcInsn(type);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, hook, "(Ljava/lang/Throwable;Ljava/lang/Class;)V", false);
        }

        @Override
        public void visitLabel(Label label) {
            here.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitLineNumber(int number, Label at) {
            line = number;
            super.visitLineNumber(number, at);
        }

        @Override
        void instruction(int opcode) {
            boolean catches = begun && here.stream().anyMatch(handlers::contains);
            if (catches) {
                exception("caught");
            }
            boolean lineBegins = line > 0 && begun;
            inserted = lineBegins || catches;
            if (lineBegins) {
                hook();
                line = 0;
            }
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN && begun) {
                call("exit", "(Ljava/lang/Class;)V");
            }
            if (opcode == Opcodes.NEW) {
                unfinished++;
                Label label = new Label();
                if (inserted) {
                    mv.visitLabel(label);
                    here.forEach(before -> moved.put(before, label));
                }
            }
            here.clear();
            index++;
        }

        private void hook() {
            List<Range> alive = locals.at(key, index);
            mv.visitLdcInsn(type);
            mv.visitLdcInsn(register.applyAsInt(new Probe(
                    wrapper, name, line, alive.stream().map(Range::local).toList())));
            mv.visitLdcInsn(alive.size());
            mv.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
            for (int i = 0; i < alive.size(); i++) {
                mv.visitInsn(Opcodes.DUP);
                mv.visitLdcInsn(i);
                load(
                        Type.getType(alive.get(i).local().descriptor()),
                        alive.get(i).slot());
                mv.visitInsn(Opcodes.AASTORE);
            }
            call("line", "(Ljava/lang/Class;I[Ljava/lang/Object;)[Ljava/lang/Object;");
            for (int i = 0; i < alive.size(); i++) {
                if (!alive.get(i).local().name().equals("this")) {
                    store(
                            Type.getType(alive.get(i).local().descriptor()),
                            alive.get(i).slot(),
                            i);
                }
            }
            mv.visitInsn(Opcodes.POP);
        }

        // what the user has set while the thread was parked; without a branch, which would need a frame
        private void store(Type local, int slot, int element) {
            mv.visitInsn(Opcodes.DUP);
            mv.visitLdcInsn(element);
            mv.visitInsn(Opcodes.AALOAD);
            String box = box(local);
            mv.visitTypeInsn(Opcodes.CHECKCAST, box.isEmpty() ? local.getInternalName() : box);
            if (!box.isEmpty()) {
                mv.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL,
                        box,
                        local.getClassName() + "Value",
                        "()" + local.getDescriptor(),
                        false);
            }
            mv.visitVarInsn(local.getOpcode(Opcodes.ISTORE), slot);
        }

        private void load(Type local, int slot) {
            mv.visitVarInsn(local.getOpcode(Opcodes.ILOAD), slot);
            String box = box(local);
            if (!box.isEmpty()) {
                mv.visitMethodInsn(
                        Opcodes.INVOKESTATIC, box, "valueOf", "(" + local.getDescriptor() + ")L" + box + ";", false);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean onInterface) {
            super.visitMethodInsn(opcode, owner, called, descriptor, onInterface);
            if (called.equals("<init>")) {
                unfinished--;
                if (unfinished < 0 && !begun) {
                    begin();
                }
            }
        }

        @Override
        public void visitFrame(
                int kind, int localCount, Object @Nullable [] localTypes, int stackCount, Object @Nullable [] stack) {
            super.visitFrame(kind, localCount, led(localTypes), stackCount, led(stack));
        }

        private Object @Nullable [] led(Object @Nullable [] types) {
            if (types == null || moved.isEmpty()) {
                return types;
            }
            Object[] led = types.clone();
            for (int i = 0; i < led.length; i++) {
                Label to = moved.get(led[i]);
                led[i] = to == null ? led[i] : to;
            }
            return led;
        }

        @Override
        public void visitMaxs(int stack, int slots) {
            if (begun) {
                Label end = new Label();
                mv.visitLabel(end);
                mv.visitTryCatchBlock(start, end, end, null);
                mv.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
                exception("passed");
                call("exit", "(Ljava/lang/Class;)V");
                mv.visitInsn(Opcodes.ATHROW);
            }
            super.visitMaxs(stack, slots);
        }
    }

    private static String box(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.CHAR -> "java/lang/Character";
            case Type.BYTE -> "java/lang/Byte";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.LONG -> "java/lang/Long";
            case Type.FLOAT -> "java/lang/Float";
            case Type.DOUBLE -> "java/lang/Double";
            default -> "";
        };
    }
}
