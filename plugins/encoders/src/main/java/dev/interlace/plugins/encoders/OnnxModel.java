package dev.interlace.plugins.encoders;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.interlace.spi.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network, open in ONNX Runtime until it is closed. Calls may come from several threads; each call runs on its own
 * thread alone, so that a result does not depend on how many there are.
 */
final class OnnxModel implements AutoCloseable {
    private final String id;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** One output tensor. */
    static final class Output {
        private final long[] shape;
        private final float[] values;

        private Output(long[] shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }

        long[] shape() {
            return shape;
        }

        /** The values in row-major order. */
        float[] values() {
            return values;
        }
    }

    private OnnxModel(String id, OrtEnvironment environment, OrtSession session) {
        this.id = id;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens a network.
     *
     * @param id the encoder's id, for messages
     * @param resource absolute path of the resource
     * @throws PluginException when the resource is missing, or ONNX Runtime cannot be loaded or refuses the network
     */
    static OnnxModel open(String id, String resource) {
        try {
            return of(id, resource(id, resource));
        } catch (OrtException | LinkageError e) {
            throw new PluginException(
                    id,
                    "ONNX Runtime cannot open the network: " + e.getMessage()
                            + "; check that this platform has a native library in the onnxruntime jar",
                    e);
        }
    }

    /**
     * Opens a network of the user's.
     *
     * @param file the name of its file, for messages
     * @throws IllegalArgumentException when ONNX Runtime refuses it
     * @throws PluginException when ONNX Runtime cannot be loaded
     */
    static OnnxModel open(String id, String file, byte[] network) {
        try {
            return of(id, network);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    id + ": " + file + " (Options.path) is no network that ONNX Runtime can open: " + e.getMessage(),
                    e);
        } catch (LinkageError e) {
            throw new PluginException(
                    id,
                    "ONNX Runtime cannot be loaded: " + e.getMessage()
                            + "; check that this platform has a native library in the onnxruntime jar",
                    e);
        }
    }

    private static OnnxModel of(String id, byte[] network) throws OrtException {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "interlace");
        environment.setTelemetry(false);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false); // shapes change from text to text
            return new OnnxModel(id, environment, environment.createSession(network, options));
        }
    }

    /** The names of the inputs, in order. */
    List<String> inputs() {
        return List.copyOf(session.getInputNames());
    }

    /** The names of the outputs, in order. */
    List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /** The shape of an input of 32-bit floats, a free size as -1; empty where the input is something else. */
    Optional<long[]> inputShape(String name) {
        try {
            NodeInfo info = session.getInputInfo().get(name);
            return info != null && info.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT
                    ? Optional.of(tensor.getShape())
                    : Optional.empty();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    static byte[] resource(String id, String resource) {
        try (InputStream in = OnnxModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new PluginException(id, resource + " is not on the class path; install the encoders' jars again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new PluginException(id, resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Runs the network on whole-number inputs of shape {@code [1, length]}; the output of that name. */
    Output run(Map<String, long[]> inputs, String output) {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, long[]> input : inputs.entrySet()) {
                long[] values = input.getValue();
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length}));
            }
            return session(tensors, output);
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Runs the network on one tensor; the output of that name. */
    Output run(String input, float[] values, long[] shape, String output) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape)) {
            return session(Map.of(input, tensor), output);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private Output session(Map<String, OnnxTensor> inputs, String output) throws OrtException {
        try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
            if (!(result.get(0) instanceof OnnxTensor tensor) || tensor.getInfo().type != OnnxJavaType.FLOAT) {
                throw new IllegalArgumentException(
                        id + ": output '" + output + "' is no tensor of 32-bit floats; choose another output");
            }
            float[] values = new float[Math.toIntExact(tensor.getInfo().getNumElements())];
            tensor.getFloatBuffer().get(values);
            return new Output(tensor.getInfo().getShape(), values);
        }
    }

    private PluginException failed(OrtException e) {
        return new PluginException(id, "ONNX Runtime failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }
}
