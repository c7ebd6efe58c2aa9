package dev.interlace.workbench.data;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Target;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A data set in three parts that share no group.
 *
 * @param train rows to fit on
 * @param validation rows to choose by
 * @param test rows to measure on, once
 * @param seed the seed of the split
 * @param notes what could not be done as wished
 */
public record Split(LabData train, LabData validation, LabData test, long seed, List<String> notes)
        implements Showable, SuggestsTexts {
    public Split {
        notes = List.copyOf(notes);
    }

    @Override
    public List<Suggestion> suggest(OpenCall open) {
        return List.of();
    }

    @Override
    public Optional<SuggestsTexts> following(Call call) {
        return Set.of("train", "validation", "test").contains(call.method()) ? Optional.of(train) : Optional.empty();
    }

    @Override
    public DisplayData display() {
        List<String> header = new ArrayList<>(List.of("part", "rows", "groups"));
        header.addAll(train.dataset().columns().keySet().stream()
                .map(name -> name + " missing")
                .toList());
        header.addAll(train.dataset().targets().keySet());
        TableView table = new TableView(header);
        row(table, "training", train);
        row(table, "validation", validation);
        row(table, "test", test);
        String note = "No group straddles two parts; seed " + seed + "."
                + notes.stream().map(text -> " " + text + ".").collect(Collectors.joining());
        return DisplayData.html(
                "<h4>" + TableView.escape(train.dataset().card().title()) + ", split</h4>" + table.html() + "<p><small>"
                        + TableView.escape(note) + "</small></p>",
                train.dataset().card().title() + ", split\n" + table.text() + "\n" + note);
    }

    private static void row(TableView table, String name, LabData part) {
        List<Object> cells = new ArrayList<>();
        cells.add(name);
        cells.add(part.rows());
        cells.add(part.dataset().groups().stream().distinct().count());
        part.dataset()
                .columns()
                .values()
                .forEach(raw -> cells.add(part.rows() - raw.presence().count()));
        for (Target target : part.dataset().targets().values()) {
            cells.add(TargetTexts.summary(target));
        }
        table.row(cells);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
