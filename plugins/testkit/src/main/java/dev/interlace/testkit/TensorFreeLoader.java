package dev.interlace.testkit;

import dev.interlace.spi.Method;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Loads classes again, without access to ND4J. */
final class TensorFreeLoader extends ClassLoader {
    private final ClassLoader source;

    private TensorFreeLoader(ClassLoader source) {
        super(ClassLoader.getPlatformClassLoader());
        this.source = source;
    }

    /** Whether the class file of {@code type} can be read again; that of a notebook's cell cannot. */
    static boolean reads(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader.getResource(type.getName().replace('.', '/') + ".class") != null;
    }

    /** The id in the descriptor of a new object of {@code type}, read without ND4J; reads the schema as well. */
    static String idOf(Class<?> type) throws ReflectiveOperationException {
        ClassLoader loader = new TensorFreeLoader(Objects.requireNonNull(type.getClassLoader()));
        Class<?> method = loader.loadClass(type.getName());
        var constructor = method.getDeclaredConstructor();
        constructor.trySetAccessible();
        // asking the method's own class for its methods would resolve their signatures, tensors and all
        Object descriptor =
                loader.loadClass(Method.class.getName()).getMethod("descriptor").invoke(constructor.newInstance());
        descriptor.getClass().getMethod("schema").invoke(descriptor);
        return (String) descriptor.getClass().getMethod("id").invoke(descriptor);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco.")) {
            throw new ClassNotFoundException(name + " (a descriptor is read without tensors)");
        }
        try (InputStream in = source.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
