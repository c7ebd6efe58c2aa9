package dev.interlace.workbench.data;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Raw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.columns.Column;

/** The reading of somebody's data: every modality, target, id and group, with all that is wrong told at once. */
record OwnReading(OwnData own) {
    private static final int TOLD = 5;

    LabData load() {
        if (own.parts.isEmpty()) {
            throw new IllegalArgumentException("OwnData " + own.source.name()
                    + ": there is no modality; name one by texts, pictures, sounds, numbers, vectors or tokens");
        }
        List<String> flaws = new ArrayList<>(own.source.format().told());
        List<String> wrong = new ArrayList<>();
        Map<String, Raw> columns = new LinkedHashMap<>();
        own.parts.forEach((name, part) -> {
            RowProblems problems = new RowProblems();
            columns.put(name, part.read(problems, flaws));
            if (!problems.isEmpty()) {
                String told = "'" + name + "' cannot be read in " + problems.count() + " of " + own.source.rows()
                        + " rows: " + problems.told();
                (own.bad == OwnData.Bad.STOPS ? wrong : flaws)
                        .add(own.bad == OwnData.Bad.STOPS ? told : told + "; missing here");
            }
        });
        Map<String, Labels> labels = new LinkedHashMap<>();
        own.targets.forEach((name, read) -> {
            RowProblems problems = new RowProblems();
            List<String> values = read.apply(problems);
            if (!problems.isEmpty()) {
                wrong.add("target '" + name + "' is missing in " + problems.count() + " of " + own.source.rows()
                        + " rows: " + problems.told() + "; give them a class, or leave the rows out of the table");
            } else if (!values.isEmpty()) {
                labels.put(name, Labels.of(values));
            }
        });
        List<String> rowIds = rowIds(wrong);
        if (!wrong.isEmpty()) {
            String mend = own.bad == OwnData.Bad.STOPS
                    ? ". Mend them, or load with badAsMissing() where a modality may be missing"
                    : "";
            throw new IllegalArgumentException("OwnData " + own.source.name() + ": " + String.join(". ", wrong) + mend);
        }
        return LabData.of(new Dataset(card(flaws), rowIds, columns, labels, groups(rowIds)));
    }

    private List<String> rowIds(List<String> wrong) {
        if (own.ids.isEmpty()) {
            return own.rows().mapToObj(row -> Integer.toString(row + 1)).toList();
        }
        Column<?> cells = own.column(own.ids.get());
        RowProblems missing = new RowProblems();
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        List<String> all = own.rows()
                .mapToObj(row -> {
                    Optional<String> id = OwnCells.text(cells, row);
                    if (id.isEmpty()) {
                        missing.add(row, "no id in column '" + own.ids.get() + "'");
                    }
                    id.ifPresent(text -> places.computeIfAbsent(text, key -> new ArrayList<>())
                            .add(row + 1));
                    return id.orElse("");
                })
                .toList();
        if (!missing.isEmpty()) {
            wrong.add("ids are missing in " + missing.count() + " rows: " + missing.told());
        }
        List<String> twice = places.entrySet().stream()
                .filter(place -> place.getValue().size() > 1)
                .map(place -> "'" + place.getKey() + "' in rows " + place.getValue())
                .toList();
        if (!twice.isEmpty()) {
            wrong.add(twice.size() + (twice.size() == 1 ? " id occurs" : " ids occur") + " more than once: "
                    + String.join("; ", twice.subList(0, Math.min(TOLD, twice.size())))
                    + (twice.size() > TOLD ? "; and " + (twice.size() - TOLD) + " more" : ""));
        }
        return all;
    }

    /** The groups; a row without a value is its own. */
    private List<String> groups(List<String> rowIds) {
        if (own.group.isEmpty()) {
            return rowIds;
        }
        Column<?> cells = own.column(own.group.get());
        return own.rows()
                .mapToObj(row -> OwnCells.text(cells, row).orElse("row " + rowIds.get(row)))
                .toList();
    }

    private Dataset.Card card(List<String> flaws) {
        return new Dataset.Card(
                "own/" + own.source.name(),
                own.source.name(),
                "Your own data: a row is one row of " + own.source.origin() + ".",
                own.source.origin(),
                "not stated",
                "",
                flaws);
    }
}
