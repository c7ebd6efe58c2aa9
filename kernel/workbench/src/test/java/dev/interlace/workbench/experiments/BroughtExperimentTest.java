package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.doubles.PluginJar;
import dev.interlace.workbench.evaluation.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar of somebody else brings a method, its claim and the experiment that measures it. */
class BroughtExperimentTest {
    static final String METHOD = """
            import dev.interlace.spi.*;
            import java.io.*;
            import java.util.*;
            import org.nd4j.linalg.api.ndarray.INDArray;
            import org.nd4j.linalg.factory.Nd4j;

            public final class Shares implements FusionMethod<NoOptions> {
              @Override public MethodDescriptor<NoOptions> descriptor() {
                return MethodDescriptor.of("acme/shares", "1.0.0", "Shares", "the share of each class", NoOptions.class)
                    .withClaims(Claim.con("It sees no modality", "acme/blind", "less accurate than centroids")
                        .against("fusion/centroids").with("margin", MARGIN));
              }
              @Override public FusionModel fit(MultimodalBatch batch, Labels labels, NoOptions options, FitContext context) {
                double[] shares = new double[labels.classes().size()];
                for (int row = 0; row < labels.rows(); row++) shares[labels.get(row)] += 1.0 / labels.rows();
                return new Model(labels.classes(), batch.modalities().stream().map(Features::modality).toList(), shares,
                    Provenance.of(descriptor(), options, context, "test"));
              }
              @Override public FusionModel load(InputStream in) { throw new UnsupportedOperationException(); }

              private record Model(List<String> classes, List<Modality> modalities, double[] shares, Provenance provenance)
                  implements FusionModel {
                @Override public INDArray predict(MultimodalBatch batch) {
                  double[][] rows = new double[batch.rows()][];
                  Arrays.fill(rows, shares);
                  return Nd4j.createFromArray(rows);
                }
                @Override public History history() { return new History(Map.of(), List.of()); }
                @Override public long parameterCount() { return shares.length; }
                @Override public void save(OutputStream out) {}
              }
            }
            """;

    private static final String EXPERIMENT = """
            import dev.interlace.spi.*;
            import dev.interlace.spi.experiment.*;
            import java.util.*;

            public final class Blind implements Experiment<Blind.Options> {
              public record Options(@Param(doc = "accuracy that must be lost", min = 0, max = 1, init = 0) double margin) {
                public Options { OptionsSchema.require(Options.class, margin); }
              }
              @Override public MethodDescriptor<Options> descriptor() {
                return MethodDescriptor.of("acme/blind", "1.0.0", "Blind", "is it worse than a rival that sees?", Options.class);
              }
              @Override public String data() { return "the given split"; }
              @Override public Measurement run(Trial trial, Options options) {
                Chosen<FusionMethod<?>> own = trial.subject(FusionMethod.class);
                Chosen<FusionMethod<?>> rival = trial.method(FusionMethod.class, trial.rival("fusion/early"), Map.of());
                double[] mine = right(trial, own);
                double[] theirs = right(trial, rival);
                double[] lost = new double[mine.length];
                for (int row = 0; row < lost.length; row++) lost[row] = theirs[row] - mine[row] - options.margin();
                return new Measurement(
                    List.of(trial.effect("the given rows", "accuracy of " + rival.name() + " minus " + own.name(), lost,
                        trial.test().groups())),
                    trial.seeds(1),
                    trial.test().count() + " rows",
                    new Chart.Bars("Right rows", "", "rows", List.of(Chart.Group.of("sum", List.of(own.name(), rival.name()),
                        new double[] {Arrays.stream(mine).sum(), Arrays.stream(theirs).sum()}))));
              }
              private static double[] right(Trial trial, Chosen<FusionMethod<?>> method) {
                FusionModel model = trial.fit(method, trial.train(), trial.seed());
                var p = model.predict(trial.test().batch());
                double[] right = new double[trial.test().count()];
                for (int row = 0; row < right.length; row++) {
                  int best = p.getRow(row).argMax().getInt(0);
                  right[row] = model.classes().get(best).equals(trial.test().labels().name(row)) ? 1 : 0;
                }
                return right;
              }
            }
            """;

    @TempDir
    Path folder;

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final Encoded rows = lab.encode(lab.data("colours")).only("image");
    private final EncodedSplit data = new EncodedSplit(rows, rows, rows);

    private Path jar(String margin, String name) {
        return new PluginJar(folder)
                .source("Shares", METHOD.replace("MARGIN", margin))
                .service("dev.interlace.spi.FusionMethod", "acme.Shares")
                .source("Blind", EXPERIMENT)
                .service("dev.interlace.spi.experiment.Experiment", "acme.Blind")
                .write(name);
    }

    @BeforeEach
    void before() {
        lab.add(jar("0.05", "acme.jar"));
    }

    @Test
    void itsClaimIsMeasuredByItsExperiment() {
        Claims claims = lab.claims("acme/shares", data);
        assertEquals(List.of(), claims.unmeasured());
        Outcome outcome = claims.get("acme/blind");
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
        Finding finding = outcome.findings().get(0);
        assertEquals("accuracy of fusion/centroids minus acme/shares", finding.measure());
        assertEquals(List.of(42L), outcome.seeds());
        assertTrue(outcome.toString().contains("Right rows"), outcome.toString());
    }

    @Test
    void itsExperimentIsListedWithACardAndCanBeAskedOfBuiltInMethods() {
        assertTrue(lab.experiments().ids().contains("acme/blind"));
        assertTrue(lab.plugin("acme/blind").toString().contains("(acme/blind 1.0.0, experiment, from acme.jar)"));
        assertTrue(lab.plugin("acme/shares").toString().contains("acme/blind against fusion/centroids {margin=0.05}"));
        Outcome outcome = lab.experiment("acme/blind", lab.fusion("fusion/centroids", Map.of("rounds", 2)), data);
        assertTrue(outcome.claim().text().endsWith("is it worse than a rival that sees?"), outcome.toString());
        assertEquals(
                "accuracy of fusion/early minus fusion/centroids {rounds=2}",
                outcome.findings().get(0).measure());
    }

    @Test
    void aSettingOutOfItsRangeIsRefused() {
        lab.add(jar("2", "acme.jar"));
        assertEquals(
                "Blind: margin must be in [0, 1], got 2.0",
                assertThrows(IllegalArgumentException.class, () -> lab.claims("acme/shares", data))
                        .getMessage());
    }
}
