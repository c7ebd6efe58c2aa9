package dev.interlace.derive;

import dev.interlace.derive.RDataReader.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * Makes the multi-omics set from the example data of Bioconductor's MultiAssayExperiment: one table per view with a row
 * per patient who has it, and the clinical columns that are used. Values are those of the package, nothing is scaled.
 */
final class DeriveMultiomics {
    static final DebPackage PACKAGE = new DebPackage(
            "r-bioc-multiassayexperiment",
            "1.24.0+dfsg-2",
            "3ff729e9a8ecafdd3994430ce0d47d939ac9fea1fc78211cb4aae0f4ece017dd");

    private static final String DATA = "usr/lib/R/site-library/MultiAssayExperiment/data/miniACC.RData";
    private static final String COPYRIGHT = "usr/share/doc/r-bioc-multiassayexperiment/copyright";

    /** Table to the view's name in the package. */
    private static final Map<String, String> VIEWS = new LinkedHashMap<>();

    static {
        VIEWS.put("rna.tsv", "RNASeq2GeneNorm");
        VIEWS.put("copy-number.tsv", "gistict");
        VIEWS.put("protein.tsv", "RPPAArray");
        VIEWS.put("mutation.tsv", "Mutations");
        VIEWS.put("mirna.tsv", "miRNASeqGene");
    }

    private static final List<String> CLINICAL = List.of(
            "patientID",
            "years_to_birth",
            "gender",
            "vital_status",
            "days_to_death",
            "days_to_last_followup",
            "pathologic_stage",
            "MethyLevel");

    /** R's own CSV files have as many. */
    private static final MathContext DIGITS = new MathContext(15);

    private DeriveMultiomics() {}

    static DerivedFiles files(Path packages) throws IOException {
        PackageContent content = PACKAGE.content(packages, Set.of(DATA, COPYRIGHT)::contains);
        Value experiment = variable(RDataReader.read(unpack(content.bytes(DATA))), "miniACC");
        DerivedFiles files = new DerivedFiles().text("LICENSE-MultiAssayExperiment.txt", content.text(COPYRIGHT));
        files.table("clinical.tsv", CLINICAL, clinical(experiment.attribute("colData")));
        Map<String, String> patients = patients(experiment.attribute("sampleMap"));
        Value views = experiment.attribute("ExperimentList").attribute("listData");
        for (Map.Entry<String, String> view : VIEWS.entrySet()) {
            Value matrix = matrix(views.named(view.getValue()));
            files.table(view.getKey(), columns(matrix), rows(matrix, view.getValue(), patients));
        }
        return files;
    }

    private static List<List<String>> clinical(Value table) {
        Value columns = table.attribute("listData");
        List<List<String>> rows = new ArrayList<>();
        int patients = columns.named(CLINICAL.get(0)).list().size();
        for (int row = 0; row < patients; row++) {
            List<String> cells = new ArrayList<>();
            for (String column : CLINICAL) {
                cells.add(cell(columns.named(column), row));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** A cell of a column of texts, numbers, or numbered levels; empty when it is missing. */
    private static String cell(Value column, int row) {
        if (column.attributes().containsKey("levels")) {
            double level = column.doubles()[row];
            return Double.isNaN(level)
                    ? ""
                    : column.attribute("levels").texts().get((int) level - 1).orElse("");
        }
        return column.content() instanceof List<?> ? column.texts().get(row).orElse("") : number(column.doubles()[row]);
    }

    /** View and sample, joined by a slash, to patient. */
    private static Map<String, String> patients(Value map) {
        Value columns = map.attribute("listData");
        Value assay = columns.named("assay");
        Value primary = columns.named("primary");
        Value sample = columns.named("colname");
        Map<String, String> patients = new LinkedHashMap<>();
        for (int row = 0; row < sample.list().size(); row++) {
            patients.put(cell(assay, row) + "/" + cell(sample, row), cell(primary, row));
        }
        return patients;
    }

    /** The matrix of a view: bare, or what the field {@code data} of the object that holds it is bound to. */
    private static Value matrix(Value view) {
        return view.attributes().containsKey("dim")
                ? view
                : view.attribute("assays")
                        .attribute(".xData")
                        .attribute(".->data")
                        .attribute("listData")
                        .list()
                        .get(0);
    }

    private static List<String> columns(Value matrix) {
        List<String> columns = new ArrayList<>(List.of("patient"));
        names(matrix, 0).forEach(columns::add);
        return columns;
    }

    /** R keeps a matrix column by column, here one per sample: each is a row of the table. */
    private static List<List<String>> rows(Value matrix, String view, Map<String, String> patients) {
        List<String> samples = names(matrix, 1);
        double[] values = matrix.doubles();
        int features = values.length / samples.size();
        List<List<String>> rows = new ArrayList<>();
        for (int sample = 0; sample < samples.size(); sample++) {
            String patient = patients.get(view + "/" + samples.get(sample));
            if (patient == null) {
                throw new IllegalStateException(view + " has the sample " + samples.get(sample) + " of no patient");
            }
            List<String> cells = new ArrayList<>(List.of(patient));
            for (int feature = 0; feature < features; feature++) {
                cells.add(number(values[sample * features + feature]));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static List<String> names(Value matrix, int dimension) {
        return matrix.attribute("dimnames").list().get(dimension).texts().stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static Value variable(Map<String, Value> variables, String name) throws IOException {
        Value value = variables.get(name);
        if (value == null) {
            throw new IOException("the data has no variable " + name + ", only " + variables.keySet());
        }
        return value;
    }

    /** Through the program {@code bzip2}, as Java has no reader of that format. */
    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = new BZip2CompressorInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
