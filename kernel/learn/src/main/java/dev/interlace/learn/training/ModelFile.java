package dev.interlace.learn.training;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.History;
import dev.interlace.spi.Provenance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The file of a fitted model: where it comes from, a few texts, and named arrays, bit by bit. Big-endian; texts in
 * UTF-8 with their length before them. A CRC-32 of all before it ends the file, so that a damaged file is refused.
 *
 * @param provenance where the model comes from
 * @param history what the fit recorded
 * @param notes texts by name, for instance the classes
 * @param arrays arrays of rank 1 or more by name, FLOAT or DOUBLE
 */
public record ModelFile(
        Provenance provenance, History history, Map<String, String> notes, Map<String, INDArray> arrays) {
    private static final String MAGIC = "Interlace model 2";
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
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
        DataOutputStream data = new DataOutputStream(checked);
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
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    /**
     * Reads a file and not a byte more; the stream is left open.
     *
     * @throws IOException when it is no model file, or a damaged one
     */
    public static ModelFile load(InputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
        try {
            DataInputStream data = new DataInputStream(checked);
            ModelFile file = read(data);
            long sum = checked.getChecksum().getValue();
            if (data.readLong() != sum) {
                throw new IOException("this model file is damaged: its checksum is wrong");
            }
            return file;
        } catch (EOFException e) {
            throw new IOException("this is no model file, or it was cut off: the stream ended early", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("this model file is damaged: " + e.getMessage(), e);
        }
    }

    private static ModelFile read(DataInputStream data) throws IOException {
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
        byte[] bytes;
        if (single) {
            bytes = new byte[Math.toIntExact(array.length() * Float.BYTES)];
            ByteBuffer.wrap(bytes).asFloatBuffer().put(Host.floats(array));
        } else {
            bytes = new byte[Math.toIntExact(array.length() * Double.BYTES)];
            ByteBuffer.wrap(bytes).asDoubleBuffer().put(Host.doubles(array));
        }
        data.write(bytes);
    }

    private static INDArray readArray(DataInputStream data) throws IOException {
        boolean single = data.readBoolean();
        long[] shape = new long[count(data)];
        long length = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = data.readLong();
            if (!(shape[i] >= 1)) { // an array of nothing is never written
                throw new IOException("this model file is damaged: an array has a dimension of " + shape[i]);
            }
            length = Math.multiplyExact(length, shape[i]);
        }
        int width = single ? Float.BYTES : Double.BYTES;
        int size = Math.toIntExact(Math.multiplyExact(length, width));
        byte[] bytes = data.readNBytes(size); // grows with what is there, whatever size a damaged file states
        if (bytes.length < size) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (single) {
            float[] values = new float[(int) length];
            buffer.asFloatBuffer().get(values);
            return Host.tensor(DataType.FLOAT, values, shape);
        }
        double[] values = new double[(int) length];
        buffer.asDoubleBuffer().get(values);
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
        int length = count(data);
        byte[] bytes = data.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream data) throws IOException {
        int count = data.readInt();
        if (count < 0 || count > LIMIT) {
            throw new IOException("this is no model file, or a damaged one: a length of " + count + " was read");
        }
        return count;
    }
}
