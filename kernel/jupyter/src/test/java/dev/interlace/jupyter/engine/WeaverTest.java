package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class WeaverTest {
    static final class Sample {
        private Sample() {}

        static int straight() {
            return 1;
        }

        static int loop(int n) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i;
            }
            return sum;
        }
    }

    private static byte[] sample() throws IOException {
        try (InputStream in = WeaverTest.class.getResourceAsStream("WeaverTest$Sample.class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static int checks(byte[] code, String method) {
        int[] count = new int[1];
        new ClassReader(code)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String type, boolean isInterface) {
                                        count[0] += name.equals(method) && owner.endsWith("/StopCheck") ? 1 : 0;
                                    }
                                };
                            }
                        },
                        0);
        return count[0];
    }

    @Test
    void aMethodChecksAtItsStartAndBeforeEachBackwardJump() throws IOException {
        byte[] woven = Weaver.weave(sample());
        assertEquals(1, checks(woven, "straight"));
        assertEquals(2, checks(woven, "loop"));
    }

    @Test
    void theWovenClassIsValidAndComputesTheSame() throws Exception {
        byte[] woven = Weaver.weave(sample());
        Class<?> type = new ClassLoader(WeaverTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Sample.class.getName(), woven, 0, woven.length);
            }
        }.define();
        var loop = type.getDeclaredMethod("loop", int.class);
        loop.setAccessible(true);
        assertEquals(10, loop.invoke(null, 5)); // 0 + 1 + 2 + 3 + 4
    }

    @Test
    void whatIsNoClassFileIsLeftAlone() {
        byte[] noise = {1, 2, 3};
        assertSame(noise, Weaver.weave(noise));
        assertTrue(noise.length == 3);
    }
}
