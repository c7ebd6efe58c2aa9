package dev.interlace.jupyter.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The parameters of a class's methods as their author named them, where the class file tells. */
final class ParameterNames {
    private static final ClassValue<ParameterNames> KNOWN = new ClassValue<>() {
        @Override
        protected ParameterNames computeValue(Class<?> type) {
            return read(type);
        }
    };

    private final Map<String, Map<Integer, String>> locals;

    private ParameterNames(Map<String, Map<Integer, String>> locals) {
        this.locals = locals;
    }

    /** The names in the class file of {@code type}, which is read once; methods without code have none there. */
    static ParameterNames of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static ParameterNames read(Class<?> type) {
        Map<String, Map<Integer, String>> locals = new HashMap<>();
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in != null) {
                new ClassReader(in).accept(new Locals(locals), ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | IllegalArgumentException e) {
            locals.clear(); // a class file newer than the reader: types alone will do
        }
        return new ParameterNames(locals);
    }

    /** The parameters of {@code method}: types, and names where they are known. */
    String parameters(Method method) {
        Map<Integer, String> known = locals.getOrDefault(method.getName() + Type.getMethodDescriptor(method), Map.of());
        List<String> parameters = new ArrayList<>();
        int slot = Modifier.isStatic(method.getModifiers()) ? 0 : 1;
        for (Parameter parameter : method.getParameters()) {
            String name = parameter.isNamePresent() ? parameter.getName() : known.getOrDefault(slot, "");
            String shown = typeName(parameter);
            parameters.add(name.isEmpty() ? shown : shown + " " + name);
            slot += Type.getType(parameter.getType()).getSize();
        }
        return String.join(", ", parameters);
    }

    private static String typeName(Parameter parameter) {
        String full = Texts.plain(parameter.getParameterizedType().getTypeName());
        String simple = full.replaceAll("\\b(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "").replace('$', '.');
        return parameter.isVarArgs() && simple.endsWith("[]")
                ? simple.substring(0, simple.length() - 2) + "..."
                : simple;
    }

    private static final class Locals extends ClassVisitor {
        private final Map<String, Map<Integer, String>> locals;

        Locals(Map<String, Map<Integer, String>> locals) {
            super(Opcodes.ASM9);
            this.locals = locals;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            Map<Integer, String> bySlot = new HashMap<>();
            locals.put(name + descriptor, bySlot);
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLocalVariable(
                        String local, String type, String generic, Label start, Label end, int index) {
                    bySlot.putIfAbsent(index, local);
                }
            };
        }
    }
}
