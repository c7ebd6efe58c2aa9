package dev.interlace.learn;

import dev.interlace.spi.History;
import dev.interlace.spi.Provenance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The file of a fitted model: where it comes from, a few texts, and named arrays, bit by bit. Big-endian; texts in UTF-8 with
 * their length before them.
 *
 * @param provenance where the model comes from
 * @param history what the fit recorded
 * @param notes texts by name, for instance the classes
 * @param arrays arrays of rank 1 or more by name, FLOAT or DOUBLE
 */
public record ModelFile(
        Provenance provenance, History history, Map<String, String> notes, Map<String, INDArray> arrays) {
    private static final String MAGIC = "Interlace model 1";
    private static final int LIMIT = 1 << 20;

    public ModelFile {
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /** The text of that name. */
    public String note(String name) {
        String text = notes.get(name);
        if (text == null) {
            throw new IllegalArgumentException("this model file has no '" + name + "'; it holds " + notes.keySet());
        }
        return text;
    }

    /** The arrays whose names begin with {@code prefix}, without it. */
    public Map<String, INDArray> arrays(String prefix) {
        Map<String, INDArray> found = new LinkedHashMap<>();
        arrays.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Writes the file; the stream is left open. */
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        write(data, MAGIC);
        write(data, provenance.methodId());
        write(data, provenance.version());
        data.writeLong(provenance.seed());
        write(data, provenance.datasetId());
        write(data, provenance.backend());
        write(data, provenance.options());
        data.writeInt(history.series().size());
        for (Map.Entry<String, List<Double>> series : history.series().entrySet()) {
            write(data, series.getKey());
            data.writeInt(series.getValue().size());
            for (double value : series.getValue()) {
                data.writeDouble(value);
            }
        }
        data.writeInt(history.warnings().size());
        for (String warning : history.warnings()) {
            write(data, warning);
        }
        write(data, notes);
        data.writeInt(arrays.size());
        for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
            write(data, array.getKey());
            writeArray(data, array.getValue());
        }
        data.flush();
    }

    /** Reads a file; the stream is left open. */
    public static ModelFile load(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        String magic = readText(data);
        if (!magic.equals(MAGIC)) {
            throw new IOException("this is no model file of this version: it begins with '"
                    + magic.substring(0, Math.min(40, magic.length())) + "', not '" + MAGIC + "'");
        }
        String id = readText(data);
        String version = readText(data);
        long seed = data.readLong();
        String dataset = readText(data);
        String backend = readText(data);
        Provenance provenance = new Provenance(id, version, readTexts(data), seed, dataset, backend);
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (int left = count(data); left > 0; left--) {
            String name = readText(data);
            List<Double> values = new ArrayList<>();
            for (int more = count(data); more > 0; more--) {
                values.add(data.readDouble());
            }
            series.put(name, values);
        }
        List<String> warnings = new ArrayList<>();
        for (int left = count(data); left > 0; left--) {
            warnings.add(readText(data));
        }
        Map<String, String> notes = readTexts(data);
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (int left = count(data); left > 0; left--) {
            arrays.put(readText(data), readArray(data));
        }
        return new ModelFile(provenance, new History(series, warnings), notes, arrays);
    }

    private static void writeArray(DataOutputStream data, INDArray array) throws IOException {
        boolean single = array.dataType() == DataType.FLOAT;
        data.writeBoolean(single);
        data.writeInt(array.rank());
        for (long size : array.shape()) {
            data.writeLong(size);
        }
        if (single) {
            for (float value : Host.floats(array)) {
                data.writeInt(Float.floatToRawIntBits(value));
            }
        } else {
            for (double value : Host.doubles(array)) {
                data.writeLong(Double.doubleToRawLongBits(value));
            }
        }
    }

    private static INDArray readArray(DataInputStream data) throws IOException {
        boolean single = data.readBoolean();
        long[] shape = new long[count(data)];
        long length = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = data.readLong();
            length = Math.multiplyExact(length, shape[i]);
        }
        if (single) {
            float[] values = new float[Math.toIntExact(length)];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.intBitsToFloat(data.readInt());
            }
            return Host.tensor(DataType.FLOAT, values, shape);
        }
        double[] values = new double[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(data.readLong());
        }
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    private static void write(DataOutputStream data, Map<String, String> texts) throws IOException {
        data.writeInt(texts.size());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            write(data, text.getKey());
            write(data, text.getValue());
        }
    }

    private static void write(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static Map<String, String> readTexts(DataInputStream data) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = count(data); left > 0; left--) {
            String name = readText(data);
            texts.put(name, readText(data));
        }
        return texts;
    }

    private static String readText(DataInputStream data) throws IOException {
        return new String(data.readNBytes(count(data)), StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream data) throws IOException {
        int count = data.readInt();
        if (count < 0 || count > LIMIT) {
            throw new IOException("this is no model file, or a damaged one: a length of " + count + " was read");
        }
        return count;
    }
}
