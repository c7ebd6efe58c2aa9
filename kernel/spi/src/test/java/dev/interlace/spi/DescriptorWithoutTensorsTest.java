package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A descriptor is read by a class loader that has never heard of ND4J. */
class DescriptorWithoutTensorsTest {
    /** A discrepancy: every signature but that of the descriptor speaks of tensors. */
    static final class Sample implements Discrepancy<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("alignment/sample", "1.0.0", "Sample", "Nothing", NoOptions.class)
                    .withCapabilities(Capability.GRADIENT);
        }

        @Override
        public double value(INDArray x, INDArray y, NoOptions options) {
            return x.sub(y).sumNumber().doubleValue();
        }

        @Override
        public INDArray gradient(INDArray x, INDArray y, NoOptions options) {
            return x.sub(y);
        }

        @Override
        public PermutationTest permutationTest(
                INDArray x, INDArray y, NoOptions options, int permutations, FitContext context) {
            return new PermutationTest(0, 1, permutations);
        }
    }

    private static final class WithoutTensors extends ClassLoader {
        WithoutTensors() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.nd4j.")) {
                throw new ClassNotFoundException(name);
            }
            ClassLoader own = Objects.requireNonNull(DescriptorWithoutTensorsTest.class.getClassLoader());
            try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void theDescriptorAndItsSchemaAreReadWithoutNd4j() throws ReflectiveOperationException {
        ClassLoader loader = new WithoutTensors();
        var constructor = loader.loadClass(Sample.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        Object descriptor =
                loader.loadClass(Method.class.getName()).getMethod("descriptor").invoke(constructor.newInstance());
        assertEquals("alignment/sample", descriptor.getClass().getMethod("id").invoke(descriptor));
        descriptor.getClass().getMethod("schema").invoke(descriptor);
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass(INDArray.class.getName()));
    }
}
