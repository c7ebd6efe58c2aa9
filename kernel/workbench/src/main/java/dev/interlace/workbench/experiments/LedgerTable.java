package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.spi.Names;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of a ledger, in the order of the lesson.
 *
 * @param results one per claim and data set, or one per claim where the experiment was given no rows
 * @param claims how many were asked for
 * @param folder in which the results are kept
 */
public record LedgerTable(List<ClaimResult> results, int claims, Path folder) implements Showable {
    private static final Pattern BROUGHT = Pattern.compile("\\b[0-9a-f]{64}\\b|(^|, | of )cell(,|$)");
    private static final String HEADER = String.join(
            ",",
            "section",
            "method",
            "side",
            "claim",
            "experiment",
            "settings",
            "rivals",
            "least effect",
            "least unit",
            "rows",
            "data",
            "verdict",
            "condition",
            "decides",
            "verdict of condition",
            "measure",
            "unit",
            "effect",
            "low",
            "high",
            "interval",
            "seeds",
            "seconds",
            "refusal",
            "options",
            "versions",
            "source",
            "seed",
            "effort",
            "rows sha256",
            "recipe",
            "spi",
            "backend",
            "jvm",
            "cores",
            "key");

    public LedgerTable {
        results = List.copyOf(results);
    }

    /** The results of a claim, one per data set. */
    public List<ClaimResult> get(String method, String experiment) {
        List<ClaimResult> found = results.stream()
                .filter(one -> one.provenance().method().equals(method)
                        && one.claim().experiment().equals(experiment))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(Names.unknown(
                    "measured claim",
                    method + " " + experiment,
                    results.stream()
                            .map(one -> one.provenance().method() + " "
                                    + one.claim().experiment())
                            .distinct()
                            .toList()));
        }
        return found;
    }

    /** How many results have each verdict. */
    public Map<Verdict, Long> counts() {
        return counts(results);
    }

    private static String words(Map<Verdict, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words())
                .collect(Collectors.joining(", "));
    }

    private static Map<Verdict, Long> counts(List<ClaimResult> results) {
        return results.stream()
                .flatMap(one -> one.verdict().stream())
                .collect(Collectors.groupingBy(
                        verdict -> verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
    }

    /** Every effect of every claim with its full provenance, as comma-separated values with a header. */
    public String csv() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        for (ClaimResult result : results) {
            if (result.effects().isEmpty()) {
                line(out, result, List.of("", "", "", "", "", "", "", "", ""));
            }
            effects(out, result, result.effects(), true);
            effects(out, result, result.beside(), false);
        }
        return out.toString();
    }

    private static void effects(StringBuilder out, ClaimResult result, List<Effect> effects, boolean decides) {
        List<Finding> findings = Experiments.findings(effects, result.claim().least());
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            line(
                    out,
                    result,
                    List.of(
                            effect.condition(),
                            decides ? "yes" : "no",
                            findings.get(i).verdict().words(),
                            effect.measure(),
                            effect.unit(),
                            Double.toString(effect.value()),
                            Double.toString(effect.low()),
                            Double.toString(effect.high()),
                            effect.how()));
        }
    }

    private static void line(StringBuilder out, ClaimResult result, List<String> effect) {
        ClaimProvenance from = result.provenance();
        Claim claim = from.claim();
        List<String> fields = new ArrayList<>(List.of(
                result.section().words(),
                from.method(),
                claim.side().name(),
                claim.text(),
                claim.experiment(),
                ResultFiles.json(claim.settings()),
                String.join(" ", claim.rivals()),
                claim.least().map(least -> Double.toString(least.size())).orElse(""),
                claim.least().map(Claim.LeastEffect::unit).orElse(""),
                result.rows(),
                result.data(),
                result.verdict().map(Verdict::words).orElse("refused")));
        fields.addAll(effect);
        fields.addAll(List.of(
                result.seeds().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                Double.toString(result.seconds()),
                result.refusal(),
                ResultFiles.json(from.options()),
                ResultFiles.json(from.versions()),
                from.source(),
                Long.toString(from.seed()),
                from.effort().name(),
                from.rows().sha256(),
                from.rows().recipe().map(ResultFiles::json).orElse(""),
                from.machine().spi(),
                from.machine().backend(),
                from.machine().jvm(),
                Integer.toString(from.machine().cores()),
                from.key()));
        out.append(fields.stream().map(LedgerTable::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String quoted(String field) {
        return field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + field.replace("\"", "\"\"") + '"'
                : field;
    }

    /** Writes {@link #csv} to a file in UTF-8. */
    public Path write(Path file) {
        try {
            return Files.writeString(file, csv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folded table for each section, open where there is one; a plain table where HTML is not shown. */
    /** The folder as it is in everybody's home. */
    private String shown() {
        Path home = Path.of(System.getProperty("user.home", ""));
        return folder.startsWith(home)
                ? Path.of("~").resolve(home.relativize(folder)).toString()
                : folder.toString();
    }

    @Override
    public DisplayData display() {
        Map<LessonSection, List<ClaimResult>> sections = results.stream()
                .collect(Collectors.groupingBy(
                        ClaimResult::section, () -> new EnumMap<>(LessonSection.class), Collectors.toList()));
        StringBuilder folded = new StringBuilder();
        TableView plain = table();
        sections.forEach((section, some) -> {
            TableView own = table();
            some.forEach(result -> rows(own, result, section.words()));
            some.forEach(result -> rows(plain, result, result.equals(some.get(0)) ? section.words() : ""));
            folded.append("<details")
                    .append(sections.size() == 1 ? " open" : "")
                    .append("><summary style=\"cursor:pointer\"><b>")
                    .append(TableView.escape(section.words()))
                    .append("</b> <small>")
                    .append(words(counts(some)))
                    .append("</small></summary><div style=\"overflow-x:auto\">")
                    .append(own.html())
                    .append("</div></details>");
        });
        String counts = words(counts());
        long measured = results.stream()
                .map(one -> one.provenance().method() + one.claim())
                .distinct()
                .count();
        double seconds = results.stream().mapToDouble(ClaimResult::seconds).sum();
        String head = measured + " of " + claims + " claims measured"
                + (counts.isEmpty() ? "" : ": " + counts + "; " + FitProgress.number(seconds) + " s of work");
        String note = "an effect is above 0 if the claim holds; its interval is in brackets; what stands beside decides"
                + " nothing; what this machine measures is kept in " + shown()
                + (measured < claims ? "; lab.claims().measure() measures the rest" : "");
        note += results.stream()
                .map(ClaimResult::provenance)
                .filter(from -> BROUGHT.matcher(from.source()).find())
                .map(from -> "; " + from.method() + " " + from.versions().getOrDefault(from.method(), "") + " and what"
                        + " measured it: " + from.source() + ", plugin interface "
                        + from.machine().spi())
                .distinct()
                .collect(Collectors.joining());
        return DisplayData.html(
                "<p>" + TableView.escape(head) + "</p>" + folded + "<p><small>" + TableView.escape(note)
                        + "</small></p>",
                head + "\n" + plain.text() + "\n" + note);
    }

    private static TableView table() {
        return new TableView(
                "section", "method", "", "claim", "rows", "verdict", "condition", "effect", "unit", "seeds", "seconds");
    }

    private static void rows(TableView table, ClaimResult result, String section) {
        Claim claim = result.claim();
        List<Effect> all = Stream.concat(result.effects().stream(), result.beside().stream())
                .toList();
        List<Finding> findings = Experiments.findings(all, claim.least());
        String sign = claim.side() == Claim.Side.PRO ? "+" : "−";
        String seconds = String.format(Locale.ROOT, "%.1f", result.seconds());
        if (all.isEmpty()) {
            table.row(
                    section,
                    result.provenance().method(),
                    sign,
                    claim.text(),
                    result.rows(),
                    "refused",
                    result.refusal(),
                    Cell.number("–"),
                    "",
                    Cell.number("–"),
                    Cell.number(seconds));
        }
        for (int i = 0; i < all.size(); i++) {
            Effect effect = all.get(i);
            boolean first = i == 0;
            table.row(
                    first ? section : "",
                    first ? result.provenance().method() : "",
                    first ? sign : "",
                    first ? claim.text() : "",
                    first ? result.rows() : "",
                    first ? result.words() : "",
                    (i < result.effects().size() ? "" : "beside: ") + effect.condition(),
                    Cell.number(findings.get(i).effect().toString()),
                    effect.unit().isEmpty() ? effect.measure() : effect.unit(),
                    Cell.number(first ? Integer.toString(result.seeds().size()) : ""),
                    Cell.number(first ? seconds : ""));
        }
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
