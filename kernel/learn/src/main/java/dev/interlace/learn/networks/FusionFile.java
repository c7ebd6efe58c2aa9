package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Modality;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The saved form of a {@link FusionNetwork}. */
final class FusionFile {
    private FusionFile() {}

    static void save(FusionNetwork<?> network, OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        FusionInputs inputs = network.inputs();
        List<String> kinds = new ArrayList<>();
        inputs.modalities().forEach((name, fitted) -> {
            fitted.prepared().arrays().forEach((part, array) -> arrays.put("standardizer/" + name + "/" + part, array));
            fitted.frame()
                    .ifPresent(frame -> arrays.put(
                            "frame/" + name,
                            Nd4j.createFromArray(
                                    (double) frame.channels(), (double) frame.height(), (double) frame.width())));
            kinds.add(fitted.modality().kind() + " " + name);
        });
        arrays.put("prior", Nd4j.createFromArray(network.prior()));
        AbsentFill fill = inputs.fill();
        arrays.put(
                "fill/widths",
                Nd4j.createFromArray(
                        Arrays.stream(fill.widths()).asDoubleStream().toArray()));
        if (fill.covariance().length > 0) {
            arrays.put("fill/covariance", Nd4j.createFromArray(fill.covariance()));
        }
        arrays.putAll(network.head().arrays());
        network.parameters().snapshot().forEach((name, value) -> arrays.put("parameter/" + name, value));
        Map<String, String> notes = new HashMap<>(
                Map.of("modalities", String.join("\n", kinds), "classes", String.join("\n", network.classes())));
        if (network.target() != Target.Kind.ONE_CLASS) {
            notes.put(Head.NOTE, network.target().name());
        }
        new ModelFile(network.provenance(), network.history(), Map.copyOf(notes), arrays).save(out);
    }

    static <O extends Record & TrainingOptions> FusionModel load(TrainableFusion<O> method, ModelFile file)
            throws IOException {
        String id = method.descriptor().id();
        if (!file.provenance().methodId().equals(id)) {
            throw new IOException(
                    id + " cannot load a model of " + file.provenance().methodId());
        }
        O options = method.descriptor().schema().parse(file.provenance().methodOptions());
        Map<String, FittedModality> modalities = new TreeMap<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] parts = line.split(" ", 2);
            Modality modality = new Modality(parts[1], Modality.Kind.valueOf(parts[0]));
            modalities.put(modality.name(), modality(method, options, modality, file));
        }
        Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(0));
        parameters.restore(file.arrays("parameter/"));
        double[] widths = Host.doubles(Checks.require(file.arrays(), "fill/widths"));
        INDArray covariance = file.arrays().get("fill/covariance");
        AbsentFill fill = new AbsentFill(
                List.copyOf(modalities.keySet()),
                Arrays.stream(widths).mapToInt(width -> (int) width).toArray(),
                covariance == null ? new double[0][0] : covariance.toDoubleMatrix());
        return new FusionNetwork<>(
                method,
                options,
                new FusionInputs(id, options, modalities, fill),
                Host.floats(Checks.require(file.arrays(), "prior")),
                Head.load(file, options),
                parameters,
                file.provenance(),
                file.history());
    }

    private static <O extends Record & TrainingOptions> FittedModality modality(
            TrainableFusion<O> method, O options, Modality modality, ModelFile file) throws IOException {
        Map<String, INDArray> arrays = file.arrays("standardizer/" + modality.name() + "/");
        Optional<Frame> frame = Optional.empty();
        if (Frame.isPicture(modality)) {
            double[] size = Host.doubles(Checks.require(file.arrays(), "frame/" + modality.name()));
            frame = Optional.of(new Frame((int) size[0], (int) size[1], (int) size[2]));
        }
        boolean pixels = frame.isPresent() && method.pictures() != PictureForm.COLUMNS;
        Prepared prepared = new Prepared(
                pixels ? Preparation.Kind.STANDARD : method.preparation(options).kind(),
                new Standardizer(Checks.require(arrays, "mean"), Checks.require(arrays, "inverse")),
                Optional.ofNullable(arrays.get("map")),
                Optional.ofNullable(arrays.get("centre")));
        return new FittedModality(modality, method.pictures(), frame, prepared);
    }
}
