package dev.interlace.workbench.fetch;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.nio.file.Path;
import java.util.List;

/**
 * The data sets that there are, and which of them are on this machine.
 *
 * @param lines one per set
 * @param folder where fetched ones lie
 */
public record DatasetList(List<Line> lines, Path folder) implements Showable {
    /** Where a set is. */
    public enum Place {
        /** It is part of its plugin. */
        SHIPPED("ships with its plugin"),
        /** It was fetched. */
        FETCHED("on this machine"),
        /** It is to be fetched. */
        ELSEWHERE("not fetched");

        private final String words;

        Place(String words) {
            this.words = words;
        }
    }

    /**
     * A data set.
     *
     * @param id its id
     * @param summary what it is
     * @param place where it is
     * @param download the size of its packages, in bytes; 0 where it ships
     * @param disk the size of its folder, in bytes; 0 where there is none
     */
    public record Line(String id, String summary, Place place, long download, long disk) {
        /** The name that fetches it. */
        public String name() {
            return id.substring(id.indexOf('/') + 1);
        }
    }

    public DatasetList {
        lines = List.copyOf(lines);
    }

    private TableView table() {
        TableView table = new TableView("data set", "what", "where", "to fetch", "on disk");
        lines.forEach(line -> table.row(
                line.id,
                line.summary,
                line.place.words,
                line.download == 0 ? "" : Bytes.text(line.download),
                line.disk == 0 ? "" : Bytes.text(line.disk)));
        return table;
    }

    @Override
    public DisplayData display() {
        String example = lines.stream()
                .filter(line -> line.place == Place.ELSEWHERE)
                .findFirst()
                .map(line -> ", for instance " + line.name())
                .orElse("");
        String hint = "Fetch one with '%dataset get NAME' in a cell or './lab data NAME' in a terminal" + example
                + ". Fetched sets lie in " + folder;
        TableView table = table();
        return DisplayData.html(
                table.html() + "<small>" + TableView.escape(hint) + "</small>", table.text() + "\n" + hint);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
