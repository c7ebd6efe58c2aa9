package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.plugins.fusion.KernelSumFusion.Classifier;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fitted {@link KernelSumFusion}.
 *
 * @param parts the modalities, sorted by name
 * @param coefficients {@code [n][classes]}
 * @param shares the class shares of the training rows
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
record KernelModel(
        List<KernelPart> parts,
        double[][] coefficients,
        double[] shares,
        List<String> classes,
        KernelSumFusion.Options options,
        Provenance provenance)
        implements FusionModel {
    KernelModel {
        parts = List.copyOf(parts);
    }

    @Override
    public List<Modality> modalities() {
        return parts.stream().map(part -> part.look().modality()).toList();
    }

    @Override
    public History history() {
        return History.empty();
    }

    @Override
    public long parameterCount() {
        return (long) coefficients.length * classes.size();
    }

    @Override
    public INDArray predict(MultimodalBatch batch) {
        if (batch.rows() == 0) {
            throw new IllegalArgumentException(KernelSumFusion.ID + ": the batch has no rows");
        }
        List<double[][]> rows = parts.stream()
                .map(part -> part.look().of(KernelSumFusion.ID, batch))
                .toList();
        return DecisionModel.perRow(batch.rows(), classes.size(), row -> {
            List<double[]> x = new ArrayList<>();
            for (int m = 0; m < parts.size(); m++) {
                String name = parts.get(m).look().modality().name();
                x.add(batch.get(name).presence().has(row) ? rows.get(m)[row] : new double[0]);
            }
            return decide(KernelPart.similarities(parts, options.similarity(), x));
        });
    }

    private double[] decide(double[] k) {
        double[] f = new double[classes.size()];
        for (int row = 0; row < k.length; row++) {
            for (int c = 0; c < f.length; c++) {
                f[c] += k[row] * coefficients[row][c];
            }
        }
        if (options.classifier() == Classifier.SOFTMAX) {
            return Arrays.stream(k).allMatch(one -> one == 0) ? shares : KernelClassifier.softmax(shares, f, 0);
        }
        for (int c = 0; c < f.length; c++) {
            f[c] += shares[c];
        }
        return KernelClassifier.simplex(f);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        for (KernelPart part : parts) {
            Modality modality = part.look().modality();
            kinds.add(modality.kind() + " " + modality.name());
            String prefix = "part/" + modality.name() + "/";
            double[] mask = new double[part.present().length];
            for (int row = 0; row < mask.length; row++) {
                mask[row] = part.present()[row] ? 1 : 0;
            }
            arrays.put(prefix + "mean", part.look().standardizer().mean());
            arrays.put(prefix + "inverse", part.look().standardizer().inverseDeviation());
            arrays.put(prefix + "rows", Nd4j.createFromArray(part.rows()));
            arrays.put(prefix + "present", Nd4j.createFromArray(mask));
            arrays.put(prefix + "scale", Nd4j.createFromArray(part.scale()));
        }
        arrays.put("coefficients", Nd4j.createFromArray(coefficients));
        arrays.put("prior", Nd4j.createFromArray(shares));
        new ModelFile(
                        provenance,
                        History.empty(),
                        Map.of("modalities", String.join("\n", kinds), "classes", String.join("\n", classes)),
                        arrays)
                .save(out);
    }

    static FusionModel load(KernelSumFusion method, ModelFile file) throws IOException {
        if (!file.provenance().methodId().equals(KernelSumFusion.ID)) {
            throw new IOException(KernelSumFusion.ID + " cannot load a model of "
                    + file.provenance().methodId());
        }
        List<KernelPart> parts = new ArrayList<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] sides = line.split(" ", 2);
            Modality modality = new Modality(sides[1], Modality.Kind.valueOf(sides[0]));
            Map<String, INDArray> of = file.arrays("part/" + modality.name() + "/");
            double[] mask = Host.doubles(Checks.require(of, "present"));
            boolean[] present = new boolean[mask.length];
            for (int row = 0; row < mask.length; row++) {
                present[row] = mask[row] == 1;
            }
            parts.add(new KernelPart(
                    new PooledRows(
                            modality, new Standardizer(Checks.require(of, "mean"), Checks.require(of, "inverse"))),
                    Checks.require(of, "rows").toDoubleMatrix(),
                    present,
                    Host.doubles(Checks.require(of, "scale"))[0]));
        }
        return new KernelModel(
                parts,
                Checks.require(file.arrays(), "coefficients").toDoubleMatrix(),
                Host.doubles(Checks.require(file.arrays(), "prior")),
                file.note("classes").lines().toList(),
                method.descriptor().schema().parse(file.provenance().options()),
                file.provenance());
    }
}
