package dev.interlace.plugins.encoders;

import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The file of what an encoder has learned: the model file of learn, which says which encoder wrote it under which
 * options.
 *
 * @param file what it holds
 * @param options those that the encoder learned with
 * @param <O> the options record
 */
record LearnedFile<O extends Record>(ModelFile file, O options) {
    private static final int PER_NOTE = 10_000;

    static <O extends Record> void save(
            MethodDescriptor<O> encoder,
            O options,
            Map<String, String> notes,
            Map<String, INDArray> arrays,
            OutputStream out)
            throws IOException {
        Provenance provenance = Provenance.of(
                encoder,
                options,
                FitContext.seeded(0),
                Nd4j.getBackend().getClass().getSimpleName());
        new ModelFile(provenance, History.empty(), notes, arrays).save(out);
    }

    /**
     * Reads the file.
     *
     * @throws IOException when it is damaged, or another encoder wrote it
     */
    static <O extends Record> LearnedFile<O> load(MethodDescriptor<O> encoder, InputStream in) throws IOException {
        ModelFile file = ModelFile.load(in);
        String id = file.provenance().methodId();
        if (!id.equals(encoder.id())) {
            throw new IOException(encoder.id() + " cannot load what " + id + " has learned; load it by that encoder");
        }
        return new LearnedFile<>(file, encoder.schema().parse(file.provenance().methodOptions()));
    }

    /** Lines under names that begin with {@code name}, so many to a note that no note is too long. */
    static Map<String, String> lines(String name, List<String> lines) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(name + "/parts", String.valueOf((lines.size() + PER_NOTE - 1) / PER_NOTE));
        for (int from = 0; from < lines.size(); from += PER_NOTE) {
            List<String> part = lines.subList(from, Math.min(lines.size(), from + PER_NOTE));
            notes.put(name + "/" + from / PER_NOTE, String.join("\n", part));
        }
        return notes;
    }

    /** The lines that were written under {@code name}. */
    List<String> lines(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            int parts = Integer.parseInt(file.note(name + "/parts"));
            for (int part = 0; part < parts; part++) {
                lines.addAll(List.of(file.note(name + "/" + part).split("\n", -1)));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("what the encoder has learned is damaged: " + e.getMessage(), e);
        }
        return lines;
    }

    /** The array of that name. */
    INDArray array(String name) throws IOException {
        INDArray array = file.arrays().get(name);
        if (array == null) {
            throw new IOException("what the encoder has learned is damaged: there is no '" + name + "'");
        }
        return array;
    }
}
