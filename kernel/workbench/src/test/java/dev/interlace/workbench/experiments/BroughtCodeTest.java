package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Provenance;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginSource;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.doubles.PluginJar;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.FusionRun;
import dev.interlace.workbench.tables.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a jar or a cell brought is named with its code wherever its numbers stand. */
class BroughtCodeTest {
    private static final Encoding BOTH = Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour"));

    @TempDir
    Path folder;

    private final Catalogue catalogue = Catalogue.open(List.of());
    private final Lab lab = Interlace.lab(catalogue);

    private Path jar(String id) {
        return new PluginJar(folder)
                .source(
                        "Shares",
                        BroughtExperimentTest.METHOD.replace("acme/shares", id).replace("MARGIN", "\"0\""))
                .service("dev.interlace.spi.FusionMethod", "acme.Shares")
                .write("acme.jar");
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private EncodedSplit split() {
        return lab.encode(lab.data("colours").split(1), BOTH);
    }

    @Test
    void theResultOfAJarNamesItsDigest() throws Exception {
        Path jar = jar("acme/shares");
        lab.add(jar);
        FusionRun run = lab.fusion("acme/shares").fit(split().train());
        Provenance.Code code = run.provenance().code();
        assertEquals("acme.jar", code.jar());
        assertEquals(sum(jar), code.sha256());
        assertTrue(code.isBrought());
        String said = "acme/shares 1.0.0 is from acme.jar, SHA-256 " + sum(jar);
        assertTrue(run.toString().contains("version 1.0.0 from acme.jar, SHA-256 " + sum(jar)), run.toString());
        Evaluation own = lab.evaluate(run, split().test());
        Evaluation shipped = lab.evaluate(lab.fusion("fusion/centroids").fit(split().train()), split().test());
        assertTrue(own.display().plain().contains(said), own.display().plain());
        assertFalse(shipped.display().plain().contains("SHA-256"));
        assertTrue(lab.compare(own, shipped).toString().contains(said));
        assertFalse(lab.compare(shipped, shipped).toString().contains("SHA-256"));
        String trials = lab.trials(lab.data("colours"), BOTH, 1)
                .add("mine", lab.fusion("acme/shares"))
                .run()
                .toString();
        assertTrue(trials.contains(said), trials);
        Measures<EncodedSplit> measures = lab.measures(lab.data("colours"), BOTH, 1);
        String measured = measures.add("mine", (data, seed) -> rows(lab.fusion("acme/shares"), data))
                .run()
                .toString();
        assertTrue(measured.contains(said), measured);
        String ours = measures.add("ours", (data, seed) -> rows(lab.fusion("fusion/centroids"), data))
                .run()
                .toString();
        assertFalse(ours.contains("SHA-256"), ours);
    }

    private static Measured rows(FusionHandle fusion, EncodedSplit data) {
        fusion.fit(data.train());
        return Measured.of(data.test().groups())
                .rows("one", new double[data.test().groups().size()], Double.NaN);
    }

    @Test
    void aReplacedMethodIsNamedWithItsJarInTables() {
        catalogue.add(List.of(jar("fusion/centroids")), PluginSource.Origin.REPLACEMENT);
        assertEquals(
                "fusion/centroids (from acme.jar)",
                lab.fusion("fusion/centroids").name());
        FusionRun run = lab.fusion("fusion/centroids").fit(split().train());
        String compared = lab.compare(lab.evaluate(run, split().test())).toString();
        assertTrue(compared.contains("fusion/centroids (from acme.jar)"), compared);
        lab.add(jar("acme/shares"));
        assertEquals("acme/shares", lab.fusion("acme/shares").name());
    }

    @Test
    void aModelFileNamesTheJarAndThePluginInterface() throws IOException {
        lab.add(jar("acme/shares"));
        Path file = folder.resolve("model");
        lab.fusion("acme/shares").fit(split().train()).save(file);
        String line = Files.readAllLines(file).get(0);
        assertTrue(line.contains("\"from\":\"acme.jar\"") && line.contains("\"sha256\":\""), line);
        assertTrue(line.contains("\"spi\":\""), line);
    }

    @Test
    void whatShipsIsNotBrought() {
        FusionRun run = lab.fusion("fusion/centroids").fit(split().train());
        assertFalse(run.provenance().code().isBrought());
        assertEquals("fusion/centroids", run.name());
        assertTrue(new Provenance.Code("cell", "", "").isBrought());
        assertEquals("from a cell", new Provenance.Code("cell", "", "").toString());
    }
}
