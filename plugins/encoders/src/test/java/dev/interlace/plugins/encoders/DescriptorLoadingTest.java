package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorLoadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MiniLmEncoder",
                "MobileNetEncoder",
                "LogMelEncoder",
                "MfccEncoder",
                "CharNgramEncoder",
                "TfIdfEncoder",
                "SmallCnnEncoder"
            })
    void aDescriptorNeedsNeitherTensorsNorOnnxRuntime(String encoder) throws ReflectiveOperationException {
        Class<?> type = new WithoutNatives().loadClass("dev.interlace.plugins.encoders." + encoder);
        Object descriptor =
                type.getMethod("descriptor").invoke(type.getConstructor().newInstance());
        Object schema = descriptor.getClass().getMethod("schema").invoke(descriptor);
        assertEquals("OptionsSchema", schema.getClass().getSimpleName());
    }

    @Test
    void theLoaderOfThisTestDoesRefuseThem() throws ReflectiveOperationException {
        Class<?> model = new WithoutNatives().loadClass("dev.interlace.plugins.encoders.OnnxModel");
        assertEquals(
                "ai/onnxruntime/OrtException",
                assertThrows(NoClassDefFoundError.class, model::getDeclaredMethods)
                        .getMessage());
    }

    /** Defines our classes itself and knows neither ND4J nor ONNX Runtime. */
    private static final class WithoutNatives extends ClassLoader {
        WithoutNatives() {
            super(DescriptorLoadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.nd4j.") || name.startsWith("ai.onnxruntime.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.interlace.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
