package dev.interlace.workbench.data;

import dev.interlace.runtime.Cells;
import dev.interlace.runtime.InputColumn;
import dev.interlace.runtime.RowProblems;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reading of somebody's data: every modality, target, id and group, with all that is wrong told at once. */
record OwnReading(OwnData own) {
    private static final int TOLD = 5;

    LabData load() {
        if (own.parts.isEmpty()) {
            throw new IllegalArgumentException("OwnData " + own.source.name()
                    + ": there is no modality; name one by texts, pictures, sounds, numbers, fields, vectors or tokens,"
                    + " or let guess() name them");
        }
        List<String> flaws = new ArrayList<>(own.source.told());
        List<String> wrong = new ArrayList<>();
        Map<String, Raw> columns = new LinkedHashMap<>();
        own.parts.forEach((name, part) -> {
            RowProblems problems = new RowProblems(own.source::place);
            columns.put(name, read(part, problems, flaws));
            if (!problems.isEmpty()) {
                String told = "'" + name + "' cannot be read in " + problems.count() + " of " + own.source.rows()
                        + " rows: " + problems.told();
                (own.bad == OwnData.Bad.STOPS ? wrong : flaws)
                        .add(own.bad == OwnData.Bad.STOPS ? told : told + "; missing here");
            }
        });
        boolean unread = !wrong.isEmpty();
        List<String> asked = new ArrayList<>(); // with its own advice
        Map<String, Target> labels = new LinkedHashMap<>();
        own.targets.forEach((name, read) -> {
            RowProblems problems = new RowProblems(own.source::place);
            try {
                Optional<Target> target = read.read(problems);
                if (!problems.isEmpty()) {
                    asked.add("target '" + name + "' is missing in " + problems.count() + " of " + own.source.rows()
                            + " rows: " + problems.told() + "; give them a value, or leave the rows out of the table");
                }
                target.ifPresent(one -> labels.put(name, one));
            } catch (IllegalArgumentException e) { // what its values are must be said first
                asked.add(String.valueOf(e.getMessage()));
            }
        });
        weigh(labels, wrong);
        List<String> rowIds = rowIds(wrong);
        if (!wrong.isEmpty() || !asked.isEmpty()) {
            String missing = unread ? ", or load with badAsMissing() where a modality may be missing" : "";
            String mend = own.bad == OwnData.Bad.STOPS && !wrong.isEmpty() ? ". Mend them" + missing : "";
            asked.add(0, String.join(". ", wrong) + mend);
            throw new IllegalArgumentException("OwnData " + own.source.name() + ": "
                    + asked.stream().filter(told -> !told.isEmpty()).collect(Collectors.joining(". ")));
        }
        List<InputColumn> inputs =
                own.parts.values().stream().map(OwnData.Part::input).toList();
        return LabData.of(new Dataset(card(flaws), rowIds, columns, labels, groups(rowIds)))
                .readAs(new LabData.Reading(inputs, own.roles.ids().orElse("")));
    }

    private Raw read(OwnData.Part part, RowProblems problems, List<String> notes) {
        return part.given().orElseGet(() -> part.input().read(own.cells(), part.folder(), problems, notes));
    }

    private void weigh(Map<String, Target> targets, List<String> wrong) {
        own.roles.weight().ifPresent(column -> {
            RowProblems problems = new RowProblems(own.source::place);
            double[] weights = OwnTargets.weights(own.cells(), column, problems);
            if (!problems.isEmpty()) {
                wrong.add("weights are wrong in " + problems.count() + " rows: " + problems.told());
            } else {
                targets.replaceAll((name, target) -> target.weighted(weights));
            }
        });
    }

    private List<String> rowIds(List<String> wrong) {
        if (own.roles.ids().isEmpty()) {
            return own.rows().mapToObj(row -> Integer.toString(row + 1)).toList();
        }
        Cells cells = own.cells();
        String column = own.roles.ids().get();
        RowProblems missing = new RowProblems(own.source::place);
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        List<String> all = own.rows()
                .mapToObj(row -> {
                    Optional<String> id = cells.text(column, row);
                    if (id.isEmpty()) {
                        missing.add(row, "no id in column '" + column + "'");
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
        if (own.roles.group().isEmpty()) {
            return rowIds;
        }
        Cells cells = own.cells();
        String column = own.roles.group().get();
        return own.rows()
                .mapToObj(row -> cells.text(column, row).orElse("row " + rowIds.get(row)))
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
