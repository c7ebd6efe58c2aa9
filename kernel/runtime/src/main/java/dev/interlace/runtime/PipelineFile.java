package dev.interlace.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.EnsembleMethod;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The file of a pipeline, a zip: {@code pipeline.json} says what it is, {@code encoders/0} and so on is what encoders
 * have learned, {@code model} what the method wrote. Nothing in it is a Java object.
 */
final class PipelineFile {
    private static final String FORMAT = "interlace-pipeline 1";
    private static final String CARD = "pipeline.json";
    private static final String MODEL = "model";

    private PipelineFile() {}

    /**
     * The JSON.
     *
     * @param format of the file
     * @param card what the pipeline is
     * @param steps how modalities are made
     * @param threshold one where it was chosen; files of before thresholds have no such list
     */
    private record Manifest(
            String format,
            PipelineCard card,
            List<Step> steps,
            @Nullable List<Threshold> threshold) {}

    /**
     * A step in JSON.
     *
     * @param encoder which build of which; of an empty id where there is none
     */
    private record Step(String column, String modality, PluginMark encoder, Map<String, String> options) {}

    private static final PluginMark NONE = new PluginMark("", "", "", "");

    static void save(Pipeline pipeline, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(open(out));
        List<Step> steps = pipeline.steps().stream().map(PipelineFile::step).toList();
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        String json = gson.toJson(new Manifest(
                FORMAT, pipeline.card(), steps, pipeline.threshold().stream().toList()));
        entry(zip, CARD, json.getBytes(StandardCharsets.UTF_8));
        for (int n = 0; n < steps.size(); n++) {
            Optional<FittedStep.Fitted> encoder = pipeline.steps().get(n).encoder();
            if (encoder.isPresent()) {
                entry(zip, "encoders/" + n, learned(encoder.get()));
            }
        }
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        pipeline.model().save(model);
        entry(zip, MODEL, model.toByteArray());
        zip.finish();
        zip.flush();
    }

    private static byte[] learned(FittedStep.Fitted encoder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoder.fitted().save(bytes);
        if (encoder.hasLearned() && bytes.size() == 0) {
            throw new IOException(
                    encoder.plugin().id() + " has learned from the training rows but writes nothing of it;"
                            + " its plugin must implement Encoder.save and Encoder.load");
        }
        return bytes.toByteArray();
    }

    private static Step step(FittedStep step) {
        return new Step(
                step.column(),
                step.modality(),
                step.encoder().map(FittedStep.Fitted::plugin).orElse(NONE),
                step.encoder().map(FittedStep.Fitted::options).orElse(Map.of()));
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // the same pipeline is the same file
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    static Pipeline load(InputStream in, PipelinePlugins plugins) throws IOException {
        Map<String, byte[]> entries = entries(in);
        Manifest manifest = manifest(entry(entries, CARD));
        List<String> notes = new ArrayList<>();
        List<FittedStep> steps = new ArrayList<>();
        for (Step step : manifest.steps()) {
            Optional<FittedStep.Fitted> encoder = Optional.empty();
            if (!step.encoder().id().isEmpty()) {
                Encoder<?> given = plugins.encoder(step.encoder());
                step.encoder().unlike(plugins.marks().apply(given)).ifPresent(notes::add);
                byte[] learned = entry(entries, "encoders/" + steps.size());
                encoder = Optional.of(new FittedStep.Fitted(
                        step.encoder(),
                        step.options(),
                        given,
                        learned.length == 0 ? given : given.load(new ByteArrayInputStream(learned))));
            }
            steps.add(new FittedStep(step.column(), step.modality(), encoder));
        }
        PluginMark wanted = manifest.card().plugin();
        FusionMethod<?> method = plugins.fusion(wanted);
        wanted.unlike(plugins.marks().apply(method)).ifPresent(notes::add);
        InputStream saved = new ByteArrayInputStream(entry(entries, MODEL));
        FusionModel model = method instanceof EnsembleMethod<?> ensemble
                ? ensemble.load(saved, plugins.members())
                : method.load(saved);
        Optional<Threshold> threshold = Optional.ofNullable(manifest.threshold())
                .flatMap(chosen -> chosen.stream().findFirst());
        return Pipeline.read(manifest.card(), steps, model, threshold, notes);
    }

    private static Manifest manifest(byte[] json) throws IOException {
        Manifest manifest;
        try {
            manifest = new Gson().fromJson(new String(json, StandardCharsets.UTF_8), Manifest.class);
        } catch (RuntimeException e) { // a component that is not there stops its record
            throw new IOException("its " + CARD + " is damaged: " + e.getMessage(), e);
        }
        if (manifest == null || !FORMAT.equals(manifest.format())) {
            throw new IOException("it is of format '" + (manifest == null ? "" : manifest.format())
                    + "', this version reads '" + FORMAT + "'");
        }
        return manifest;
    }

    private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new IOException("it is no pipeline, or was cut off: there is no '" + name + "' in it");
        }
        return bytes;
    }

    private static Map<String, byte[]> entries(InputStream in) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        ZipInputStream zip = new ZipInputStream(new FilterInputStream(in) {
            @Override
            public void close() {
                // the caller's
            }
        });
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes()); // checks its CRC-32
            }
        } catch (ZipException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
        return entries;
    }

    /** A stream that is not closed with what writes to it. */
    private static OutputStream open(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
