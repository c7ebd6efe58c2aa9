package dev.interlace.plugins.encoders;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.interlace.spi.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network from a resource, open in ONNX Runtime until it is closed. Calls may come from several threads; each call
 * runs on its own thread alone, so that a result does not depend on how many there are.
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
        byte[] network = resource(id, resource);
        try {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "interlace");
            environment.setTelemetry(false);
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setMemoryPatternOptimization(false); // shapes change from text to text
                return new OnnxModel(id, environment, environment.createSession(network, options));
            }
        } catch (OrtException | LinkageError e) {
            throw new PluginException(
                    id,
                    "ONNX Runtime cannot open the network: " + e.getMessage()
                            + "; check that this platform has a native library in the onnxruntime jar",
                    e);
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
            OnnxTensor tensor = (OnnxTensor) result.get(0);
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
