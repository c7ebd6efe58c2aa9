package dev.interlace.plugins.datasets;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multi-omics: each row is one patient with adrenocortical carcinoma, measured in up to five ways. Which ways a patient
 * lacks is as it happened in the study: 43 of 92 have all five.
 *
 * <p>Columns, all numbers with a presence mask: {@code rna} {@code [92, 198]} (expression of genes, 79 present),
 * {@code copy_number} {@code [92, 198]} (GISTIC calls from -2, both copies lost, to 2, many copies; 90 present),
 * {@code protein} {@code [92, 33]} (46), {@code mutation} {@code [92, 97]} (1 where the gene has a mutation that is not
 * silent; 90) and {@code mirna} {@code [92, 471]} (expression of micro-RNAs; 80). Targets: {@code vital_status} (58
 * alive, 34 deceased at the last contact), {@code stage} and {@code methylation}. Each patient is a split group.
 *
 * <p>Good for: fusion with modalities that are truly missing, late against early fusion when rows are few. Not good
 * for: fine comparisons; with 92 rows an interval is wide, so look at several splits.
 */
public final class MultiomicsProvider implements DatasetProvider<MultiomicsProvider.Options> {
    private static final String ID = "data/multiomics";
    private static final DataFolder FOLDER = new DataFolder(ID, "multiomics");
    private static final List<String> CLINICAL = List.of(
            "patientID",
            "years_to_birth",
            "gender",
            "vital_status",
            "days_to_death",
            "days_to_last_followup",
            "pathologic_stage",
            "MethyLevel");
    private static final String NOT_RECORDED = "not recorded";

    /** In which unit the two expression views are. */
    public enum Expression {
        /**
         * Base-2 logarithms: of 1 plus the value for {@code rna}, of 1 plus counts per million of the row's own counts
         * for {@code mirna}. No row's numbers depend on another row.
         */
        LOGARITHM,
        /** As the source has them: normalised RSEM values for {@code rna}, plain counts for {@code mirna}. */
        COUNTS
    }

    /**
     * What is read.
     *
     * @param expression the unit of {@code rna} and {@code mirna}; default logarithm
     */
    public record Options(
            @Param(doc = "unit of the columns 'rna' and 'mirna'; plain counts span six decades", choice = "LOGARITHM")
            Expression expression) {
        public Options {
            OptionsSchema.require(Options.class, expression);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Multi-omics",
                        "92 patients, five views of which many are missing; target: vital status",
                        Options.class)
                .withUseCases(
                        "fusing views that some rows truly lack",
                        "comparing early and late fusion when rows are few and features many")
                .withReferences(
                        new Reference(
                                "Zheng et al. (The Cancer Genome Atlas)",
                                "Comprehensive Pan-Genomic Characterization of Adrenocortical Carcinoma",
                                "Cancer Cell 29(5)",
                                2016,
                                ""),
                        new Reference(
                                "Ramos et al.",
                                "Software for the Integration of Multiomics Experiments in Bioconductor",
                                "Cancer Research 77(21)",
                                2017,
                                ""))
                .withLesson("data/multiomics");
    }

    @Override
    public Dataset load(Options options) {
        List<List<String>> patients = FOLDER.table("clinical.tsv", CLINICAL);
        List<String> ids = column(patients, "patientID");
        boolean logarithm = options.expression() == Expression.LOGARITHM;
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put("rna", view("rna", "rna.tsv", ids, logarithm ? MultiomicsProvider::log : row -> row));
        columns.put("copy_number", view("copy_number", "copy-number.tsv", ids, row -> row));
        columns.put("protein", view("protein", "protein.tsv", ids, row -> row));
        columns.put("mutation", view("mutation", "mutation.tsv", ids, row -> row));
        columns.put(
                "mirna", view("mirna", "mirna.tsv", ids, logarithm ? MultiomicsProvider::logPerMillion : row -> row));
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put(
                "vital_status",
                Labels.of(column(patients, "vital_status").stream()
                        .map(status -> status.equals("1") ? "deceased" : "alive")
                        .toList()));
        targets.put("stage", recorded(column(patients, "pathologic_stage")));
        targets.put("methylation", recorded(column(patients, "MethyLevel")));
        return new Dataset(card(), ids, columns, targets, ids);
    }

    private static Dataset.Card card() {
        return new Dataset.Card(
                ID,
                "Multi-omics",
                "A row is one patient with adrenocortical carcinoma, measured in up to five ways",
                "apt:r-bioc-multiassayexperiment=1.24.0+dfsg-2 (its example data miniACC), from The Cancer Genome Atlas",
                "Artistic-2.0",
                "Data: The Cancer Genome Atlas, adrenocortical carcinoma (Zheng et al. 2016). Selection: miniACC of"
                        + " MultiAssayExperiment by Marcel Ramos, Levi Waldron and the MultiAssay SIG, Artistic-2.0",
                List.of(
                        "92 rows: an accuracy on a quarter of them moves by several points between splits",
                        "alive means alive at the last contact; some were followed for a few months only",
                        "'not recorded' is a class of 'stage' (2 rows) and of 'methylation' (13 rows), not a finding",
                        "the genes are those that a protein array measures, not all genes",
                        "the class C1A/C1B of the source is left out: it was found from rna, which would tell it almost"
                                + " surely; so are the clusters of other views"));
    }

    /** A step that makes one row's numbers ready. */
    private interface Step {
        float[] apply(float[] row);
    }

    /** One view: the rows of those who have it, and zeros, which mean nothing, for the others. */
    private static Raw view(String name, String file, List<String> ids, Step step) {
        List<List<String>> table = FOLDER.tableWithHeader(file);
        int width = table.get(0).size() - 1;
        Map<String, float[]> measured = new HashMap<>();
        for (List<String> cells : table.subList(1, table.size())) {
            float[] row = new float[width];
            for (int k = 0; k < width; k++) {
                row[k] = number(file, cells.get(0), cells.get(k + 1));
            }
            measured.put(cells.get(0), step.apply(row));
        }
        float[][] values = new float[ids.size()][];
        for (int row = 0; row < values.length; row++) {
            values[row] = measured.getOrDefault(ids.get(row), new float[width]);
        }
        Presence presence = Presence.where(ids.size(), row -> measured.containsKey(ids.get(row)));
        return new Raw.Numbers(Features.vector(name, Nd4j.createFromArray(values), presence));
    }

    private static float number(String file, String patient, String cell) {
        try {
            return Float.parseFloat(cell);
        } catch (NumberFormatException e) {
            throw FOLDER.damaged(file, "has '" + cell + "' where a number of " + patient + " must be");
        }
    }

    private static float[] log(float[] row) {
        float[] logs = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            logs[k] = (float) (Math.log1p(row[k]) / Math.log(2));
        }
        return logs;
    }

    private static float[] logPerMillion(float[] row) {
        double sum = 0;
        for (float count : row) {
            sum += count;
        }
        float[] perMillion = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            perMillion[k] = (float) (row[k] * 1e6 / sum);
        }
        return log(perMillion);
    }

    private static Labels recorded(List<String> cells) {
        return Labels.of(
                cells.stream().map(cell -> cell.isEmpty() ? NOT_RECORDED : cell).toList());
    }

    private static List<String> column(List<List<String>> rows, String column) {
        return rows.stream().map(row -> row.get(CLINICAL.indexOf(column))).toList();
    }
}
