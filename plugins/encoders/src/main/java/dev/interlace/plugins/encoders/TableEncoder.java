package dev.interlace.plugins.encoders;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import dev.interlace.spi.TableField;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fields of a table to one vector: numbers as they are, gaps filled and marked, categories as one column each.
 *
 * <p>Medians, categories and which fields have gaps are learned from training rows alone ({@link #fitted}). A gap in a
 * field that had none or few in training is filled as well, but has no column to be marked in: the column of what one
 * row in a thousand has is 30 deviations from its mean where it is 1. A category that no or few training rows had gives
 * zeros, and {@link #unseen} names it.
 *
 * <p>Use it for tables of mixed columns. It fails where a field has thousands of categories, such as names: only the
 * most frequent ones get a column; read those as texts instead. Numbers are not standardised here, methods do that.
 *
 * <pre>
 *   number x:    [x, 1 if x is missing]   a missing x is the training median; the mark where training had enough gaps
 *   category c:  [1 if c = k]_k           k the frequent training categories, in alphabetical order
 *   vector       all of them side by side  [d]
 * </pre>
 *
 * <p>Reference: Little and Rubin, Statistical Analysis with Missing Data, Wiley, 3rd edition 2019, section 3.4 (filling
 * and marking gaps). With the same conventions the values are those of scikit-learn's SimpleImputer (median,
 * add_indicator) and OneHotEncoder (handle_unknown ignore) where {@link Options#least} is 0.
 */
public final class TableEncoder implements Encoder<TableEncoder.Options> {
    private static final String ID = "encoder/table";
    private static final int NAMED = 5;

    private final Optional<Learned> learned;

    /**
     * How fields are encoded.
     *
     * @param categories columns of one field at most, in [1, 10000], default 50; raising it keeps rarer categories
     * @param least share of training rows that must have a category, or lack a number, for a column of its own, in [0,
     *     1], default 0.02; lowering it keeps rarer ones, whose columns are far from 0 once they are standardised
     */
    public record Options(
            @Param(
                    doc = "categories of one field at most, the most frequent ones; raising it keeps rarer ones",
                    unit = "categories",
                    min = 1,
                    max = 10_000,
                    init = 50,
                    scale = Param.Scale.LOG)
            int categories,

            @Param(
                    doc = "share of training rows that must have a category, or lack a number, for a column of its own",
                    min = 0,
                    max = 1,
                    init = 0.02)
            double least) {
        public Options {
            OptionsSchema.require(Options.class, categories, least);
        }
    }

    /**
     * What is known of one field.
     *
     * @param median of its numbers; 0 for categories, and where training had none
     * @param gaps whether enough training rows lacked it
     * @param categories those that have a column, in alphabetical order; of numbers none
     */
    private record Known(String name, TableField.Kind kind, double median, boolean gaps, List<String> categories) {
        int width() {
            return kind == TableField.Kind.NUMBER ? (gaps ? 2 : 1) : categories.size();
        }
    }

    /** The fields in their order, under the options that they were learned with. */
    private record Learned(Options options, List<Known> fields) {}

    /** An encoder that knows no field yet. */
    public TableEncoder() {
        this(Optional.empty());
    }

    private TableEncoder(Optional<Learned> learned) {
        this.learned = learned;
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Fields of a table",
                        "Numbers with filled and marked gaps and categories as columns, side by side",
                        Options.class)
                .withFormula("v = [x_1, 1_{x_1\\,missing}, \\dots, 1_{c = k}, \\dots]")
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("tables of numbers and categories with gaps")
                .withReferences(new Reference(
                        "Little, Rubin", "Statistical Analysis with Missing Data", "Wiley", 2019, "section 3.4"))
                .withLesson("encoders/table");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Fields;
    }

    /** An encoder that knows the medians, gaps and categories of these rows. */
    @Override
    public TableEncoder fitted(Raw training, Options options, FitContext context) {
        List<Known> known = fields("training", training).stream()
                .map(field -> known(field, options))
                .toList();
        return new TableEncoder(Optional.of(new Learned(options, known)));
    }

    private static Known known(TableField field, Options options) {
        if (field.kind() == TableField.Kind.NUMBER) {
            double[] there = Arrays.stream(field.numbers())
                    .filter(number -> !Double.isNaN(number))
                    .sorted()
                    .toArray();
            int half = there.length / 2;
            double median =
                    there.length == 0 ? 0 : there.length % 2 == 1 ? there[half] : there[half - 1] / 2 + there[half] / 2;
            return new Known(
                    field.name(),
                    field.kind(),
                    median,
                    isFrequent(field.rows() - there.length, field.rows(), options),
                    List.of());
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (int row = 0; row < field.rows(); row++) {
            field.category(row).ifPresent(category -> counts.merge(category, 1, Integer::sum));
        }
        List<String> kept = counts.entrySet().stream()
                .filter(entry -> isFrequent(entry.getValue(), field.rows(), options))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())) // stable: equal ones in their order
                .limit(options.categories())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Known(field.name(), field.kind(), 0, false, kept);
    }

    private static boolean isFrequent(int count, int rows, Options options) {
        return count > 0 && count >= options.least() * rows;
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        List<TableField> fields = fields(name, raw);
        Learned known = known();
        if (!known.options().equals(options)) {
            throw new IllegalArgumentException(
                    ID + " was fitted with " + known.options() + ", asked for " + options + "; fit it again");
        }
        requireSameFields(name, known, fields);
        int rows = raw.rows();
        int width = Math.max(1, known.fields().stream().mapToInt(Known::width).sum());
        float[][] encoded = new float[rows][width];
        int from = 0;
        for (int f = 0; f < fields.size(); f++) {
            context.checkCancelled();
            write(fields.get(f), known.fields().get(f), encoded, from);
            from += known.fields().get(f).width();
        }
        int[] places = new int[rows];
        Arrays.setAll(places, row -> raw.presence().has(row) ? row : -1);
        return EncodedRows.features(name, EncodedRows.vectors(encoded, places, width), raw.presence());
    }

    private static void write(TableField field, Known known, float[][] encoded, int from) {
        if (known.kind() == TableField.Kind.NUMBER) {
            double[] numbers = field.numbers();
            for (int row = 0; row < numbers.length; row++) {
                boolean missing = Double.isNaN(numbers[row]);
                encoded[row][from] = (float) (missing ? known.median() : numbers[row]);
                if (known.gaps() && missing) {
                    encoded[row][from + 1] = 1;
                }
            }
            return;
        }
        Map<String, Integer> place = new LinkedHashMap<>();
        known.categories().forEach(category -> place.put(category, from + place.size()));
        for (int row = 0; row < field.rows(); row++) {
            int column = field.category(row)
                    .map(category -> place.getOrDefault(category, -1))
                    .orElse(-1);
            if (column >= 0) {
                encoded[row][column] = 1;
            }
        }
    }

    private static void requireSameFields(String name, Learned known, List<TableField> fields) {
        List<String> wanted = known.fields().stream()
                .map(field -> field.name() + " " + field.kind())
                .toList();
        List<String> got =
                fields.stream().map(field -> field.name() + " " + field.kind()).toList();
        if (!wanted.equals(got)) {
            throw new IllegalArgumentException(
                    ID + ": '" + name + "' must have the fields of the fit, " + wanted + ", in that order, got " + got);
        }
    }

    /** The categories that no training row had, or that were too rare for a column, by field. */
    @Override
    public List<String> unseen(Raw raw) {
        Learned known = known();
        List<TableField> fields = fields("rows", raw);
        requireSameFields("rows", known, fields);
        List<String> told = new ArrayList<>();
        for (int f = 0; f < fields.size(); f++) {
            TableField field = fields.get(f);
            List<String> categories = known.fields().get(f).categories();
            if (field.kind() == TableField.Kind.CATEGORY) {
                Map<String, Integer> strange = new TreeMap<>();
                for (int row = 0; row < field.rows(); row++) {
                    field.category(row)
                            .filter(category -> !categories.contains(category))
                            .ifPresent(category -> strange.merge(category, 1, Integer::sum));
                }
                if (!strange.isEmpty()) {
                    told.add("'" + field.name() + "' has categories that have no column and are read as none: "
                            + strange.entrySet().stream()
                                    .limit(NAMED)
                                    .map(entry -> entry.getKey() + " (" + entry.getValue()
                                            + (entry.getValue() == 1 ? " row)" : " rows)"))
                                    .collect(Collectors.joining(", "))
                            + (strange.size() > NAMED ? " and " + (strange.size() - NAMED) + " more" : ""));
                }
            }
        }
        return told;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Learned known = known();
        Map<String, String> notes = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        double[] medians = new double[known.fields().size()];
        double[] gaps = new double[medians.length];
        for (int f = 0; f < medians.length; f++) {
            Known field = known.fields().get(f);
            kinds.add(field.kind() + " " + line(field.name()));
            medians[f] = field.median();
            gaps[f] = field.gaps() ? 1 : 0;
            List<String> categories =
                    field.categories().stream().map(TableEncoder::line).toList();
            notes.putAll(LearnedFile.lines("categories " + f, categories));
        }
        notes.putAll(LearnedFile.lines("fields", kinds));
        LearnedFile.save(
                descriptor(),
                known.options(),
                notes,
                Map.of("median", Nd4j.createFromArray(medians), "gaps", Nd4j.createFromArray(gaps)),
                out);
    }

    @Override
    public TableEncoder load(InputStream in) throws IOException {
        LearnedFile<Options> file = LearnedFile.load(descriptor(), in);
        double[] medians = Host.doubles(file.array("median"));
        double[] gaps = Host.doubles(file.array("gaps"));
        List<Known> fields = new ArrayList<>();
        for (String line : file.lines("fields")) {
            String[] parts = line.split(" ", 2);
            int f = fields.size();
            List<String> categories = file.lines("categories " + f).stream()
                    .map(TableEncoder::text)
                    .toList();
            fields.add(
                    new Known(text(parts[1]), TableField.Kind.valueOf(parts[0]), medians[f], gaps[f] > 0, categories));
        }
        return new TableEncoder(Optional.of(new Learned(file.options(), List.copyOf(fields))));
    }

    /** A text as one line. */
    private static String line(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String text(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                text.append(line.charAt(i) == 'n' ? '\n' : line.charAt(i));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private Learned known() {
        return learned.orElseThrow(() -> new IllegalStateException(ID
                + " learns medians and categories from training rows, so that test rows have no say in them: encode a"
                + " split, for instance lab.encode(data.split(seed)), or call fitted(training, options, context)"
                + " first"));
    }

    private static List<TableField> fields(String name, Raw raw) {
        if (raw instanceof Raw.Fields fields) {
            return fields.fields();
        }
        throw new IllegalArgumentException(ID + " reads fields of a table, but '" + name + "' holds " + raw.words()
                + "; choose an encoder whose accepts() is true for it");
    }
}
