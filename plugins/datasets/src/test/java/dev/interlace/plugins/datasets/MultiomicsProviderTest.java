package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.datasets.MultiomicsProvider.Expression;
import dev.interlace.plugins.datasets.MultiomicsProvider.Options;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class MultiomicsProviderTest {
    private static final double FLOAT = 1e-4; // of values up to 6e6 that are kept as floats: relative
    private static final MultiomicsProvider PROVIDER = new MultiomicsProvider();

    private final Dataset patients = PROVIDER.load(new Options(Expression.LOGARITHM));
    private final Dataset counts = PROVIDER.load(new Options(Expression.COUNTS));

    @Test
    void theFirstPatientHasTheNumbersOfTheSource() {
        assertEquals("TCGA-OR-A5J1", patients.rowIds().get(0));
        assertEquals(1487.0317, values(counts, "rna").getDouble(0, 0), FLOAT * 1487);
        assertEquals(778.5783, values(counts, "rna").getDouble(0, 1), FLOAT * 778);
        // log2(1 + 1487.0317)
        assertEquals(10.539189, values(patients, "rna").getDouble(0, 0), FLOAT);
        assertEquals(76213, values(counts, "mirna").getDouble(0, 0));
        assertFalse(patients.column("protein").presence().has(0), "the first patient has no protein array");
        assertEquals("deceased", patients.target("vital_status").name(0));
        assertEquals("stage ii", patients.target("stage").name(0));
        assertEquals("CIMP-high", patients.target("methylation").name(0));
        assertEquals(-0.08519731825, values(patients, "protein").getDouble(1, 0), FLOAT, "G6PD of TCGA-OR-A5J2");
    }

    @ParameterizedTest
    @CsvSource({"rna, 198, 79", "copy_number, 198, 90", "protein, 33, 46", "mutation, 97, 90", "mirna, 471, 80"})
    void aViewIsThereForThePatientsWhoHaveIt(String view, int features, int present) {
        Features read = features(patients, view);
        assertEquals(features, read.width());
        assertEquals(92, read.rows());
        assertEquals(present, read.presence().count());
    }

    @Test
    void fortyThreePatientsHaveAllFiveViewsAndNobodyHasNone() {
        Presence all = Presence.all(92);
        for (Raw raw : patients.columns().values()) {
            all = all.and(raw.presence());
        }
        assertEquals(43, all.count());
        for (int row = 0; row < 92; row++) {
            int here = row;
            assertTrue(
                    patients.columns().values().stream()
                            .anyMatch(raw -> raw.presence().has(here)),
                    patients.rowIds().get(row));
        }
    }

    @Test
    void theTargetsHaveTheKnownSizes() {
        assertEquals(Map.of("alive", 58, "deceased", 34), sizes("vital_status"));
        assertEquals(
                Map.of("stage i", 9, "stage ii", 44, "stage iii", 19, "stage iv", 18, "not recorded", 2),
                sizes("stage"));
        assertEquals(
                Map.of("CIMP-low", 32, "CIMP-intermediate", 27, "CIMP-high", 20, "not recorded", 13),
                sizes("methylation"));
        assertFalse(patients.targets().keySet().stream().anyMatch(name -> name.contains("C1A")));
    }

    @Test
    void callsAreWholeFromMinusTwoToTwoAndMutationsAreZeroOrOne() {
        Map<Double, Integer> calls = new TreeMap<>();
        Map<Double, Integer> mutations = new TreeMap<>();
        count(calls, features(patients, "copy_number"));
        count(mutations, features(patients, "mutation"));
        assertEquals(Map.of(-2.0, 82, -1.0, 3167, 0.0, 8859, 1.0, 5516, 2.0, 196), calls);
        assertEquals(Map.of(0.0, 8657, 1.0, 73), mutations);
    }

    @Test
    void aRowOfMicroRnaSumsToAMillionBeforeTheLogarithm() {
        Features mirna = features(patients, "mirna");
        for (int row : mirna.presence().rowsPresent()) {
            double sum = 0;
            for (int k = 0; k < mirna.width(); k++) {
                sum += Math.pow(2, mirna.values().getDouble(row, k)) - 1;
            }
            assertEquals(1e6, sum, FLOAT * 1e6, patients.rowIds().get(row));
        }
    }

    @Test
    void everyPatientIsAGroup() {
        assertEquals(patients.rowIds(), patients.groups());
        assertEquals(92, Map.copyOf(sizesOf(patients.groups())).size());
    }

    @Test
    void twoReadsAreEqual() {
        Dataset again = PROVIDER.load(new Options(Expression.LOGARITHM));
        assertEquals(patients.rowIds(), again.rowIds());
        assertEquals(patients.targets(), again.targets());
        patients.columns().keySet().forEach(view -> {
            assertEquals(
                    features(patients, view).presence(), features(again, view).presence(), view);
            assertArrayEquals(
                    values(patients, view).data().asFloat(),
                    values(again, view).data().asFloat(),
                    view);
        });
    }

    @Test
    void theServiceLoaderFindsItAndItsOptionsHaveDefaults() {
        List<String> ids = new ArrayList<>();
        for (DatasetProvider<?> provider : ServiceLoader.load(DatasetProvider.class)) {
            ids.add(provider.descriptor().id());
        }
        assertTrue(ids.contains("data/multiomics"), ids.toString());
        assertEquals(
                new Options(Expression.LOGARITHM),
                PROVIDER.descriptor().schema().defaults());
    }

    private Map<String, Integer> sizes(String target) {
        return sizesOf(
                IntStream.range(0, 92).mapToObj(patients.target(target)::name).toList());
    }

    private static Map<String, Integer> sizesOf(List<String> names) {
        Map<String, Integer> sizes = new TreeMap<>();
        names.forEach(name -> sizes.merge(name, 1, Integer::sum));
        return sizes;
    }

    private static void count(Map<Double, Integer> counts, Features features) {
        for (int row : features.presence().rowsPresent()) {
            for (int k = 0; k < features.width(); k++) {
                counts.merge(features.values().getDouble(row, k), 1, Integer::sum);
            }
        }
    }

    private static Features features(Dataset dataset, String column) {
        return ((Raw.Numbers) dataset.column(column)).features();
    }

    private static INDArray values(Dataset dataset, String column) {
        return features(dataset, column).values();
    }
}
