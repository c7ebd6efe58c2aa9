package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which local variables hold a value at which instruction of each method, as the compiler's table of them says.
 *
 * <p>Instructions are counted, for labels of one reading of a class mean nothing to the next.
 */
final class LocalRanges extends ClassVisitor {
    private final Map<String, List<Range>> byMethod = new HashMap<>();

    /** A variable in {@code slot} that lives from the instruction {@code from} up to the one before {@code to}. */
    record Range(Local local, int slot, int from, int to) {}

    private LocalRanges() {
        super(Opcodes.ASM9);
    }

    static LocalRanges of(ClassReader reader) {
        LocalRanges ranges = new LocalRanges();
        reader.accept(ranges, ClassReader.SKIP_FRAMES);
        return ranges;
    }

    /** The variables of a method that are alive at its instruction number {@code index}, by slot. */
    List<Range> at(String method, int index) {
        return byMethod.getOrDefault(method, List.of()).stream()
                .filter(range -> range.from <= index && index < range.to)
                .sorted(Comparator.comparingInt(Range::slot))
                .toList();
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        List<Range> ranges = new ArrayList<>();
        byMethod.put(name + descriptor, ranges);
        return new Counted(ranges);
    }

    private static final class Counted extends EachInstruction {
        private final Map<Label, Integer> indexes = new HashMap<>();
        private final List<Range> ranges;
        private int next;

        Counted(List<Range> ranges) {
            super(null);
            this.ranges = ranges;
        }

        @Override
        void instruction(int opcode) {
            next++;
        }

        @Override
        public void visitLabel(Label label) {
            indexes.put(label, next);
        }

        @Override
        public void visitLocalVariable(
                String name, String type, @Nullable String signature, Label start, Label end, int slot) {
            int from = indexes.getOrDefault(start, 0);
            int to = indexes.getOrDefault(end, next);
            ranges.add(new Range(new Local(name, type), slot, from, to));
        }
    }
}
