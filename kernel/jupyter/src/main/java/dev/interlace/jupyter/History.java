package dev.interlace.jupyter;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has been run in this session and, where a file keeps it, in earlier ones; the last entries only.
 *
 * <p>Sessions are numbered from the oldest that is kept; this one has the highest number. The file is read at the first
 * question, and numbers stay from then on.
 */
public final class History {
    private static final int KEPT = 10_000;
    private static final int KEPT_OUTPUT = 10_000;

    private final Deque<Cell> cells = new ArrayDeque<>();
    private final Set<Integer> failed = new HashSet<>();
    private final Optional<HistoryFile> file;
    private @Nullable Earlier earlier;

    private record Cell(int line, String input, Optional<String> output) {}

    private record Earlier(List<Entry> entries, int sessions) {}

    /**
     * One executed cell.
     *
     * @param session number of its session
     * @param line execution count
     * @param input its text
     * @param output plain text of its value; empty for cells of earlier sessions, whose inputs alone are kept
     */
    public record Entry(int session, int line, String input, Optional<String> output) {}

    /** A history that {@code file} keeps across sessions; of this session alone where it is empty. */
    public History(Optional<Path> file) {
        this.file = file.map(HistoryFile::new);
    }

    /** Adds a cell. */
    public synchronized void add(int line, String input, Optional<String> output) {
        Optional<String> bounded =
                output.map(text -> text.length() > KEPT_OUTPUT ? text.substring(0, KEPT_OUTPUT) + "…" : text);
        cells.add(new Cell(line, input, bounded));
        if (cells.size() > KEPT) {
            failed.remove(cells.remove().line());
        }
        file.ifPresent(kept -> kept.append(line, input));
    }

    /** Marks the cell of that execution count as one that has failed. */
    public synchronized void failed(int line) {
        failed.add(line);
    }

    /** The cells of this session that have not failed. */
    public synchronized List<Entry> succeeded() {
        return own().stream().filter(entry -> !failed.contains(entry.line())).toList();
    }

    /** The last {@code count} cells, of whichever session. */
    public List<Entry> tail(int count) {
        return last(all(), count);
    }

    /** The last {@code count} cells of this session. */
    public synchronized List<Entry> own(int count) {
        return last(own(), count);
    }

    /**
     * The cells of one session from {@code start} to before {@code stop}.
     *
     * @param session its number; 0 is this session, a negative number counts back from it
     */
    public List<Entry> range(int session, int start, int stop) {
        int wanted = session > 0 ? session : current() + session;
        return all().stream()
                .filter(entry -> entry.session() == wanted && entry.line() >= start && entry.line() < stop)
                .toList();
    }

    /** The last {@code count} cells whose whole text matches a pattern of {@code *} and {@code ?}. */
    public List<Entry> search(String glob, int count, Repeats repeats) {
        Predicate<String> pattern = glob(glob).asMatchPredicate();
        List<Entry> found =
                all().stream().filter(entry -> pattern.test(entry.input())).toList();
        if (repeats == Repeats.LAST_ONLY) {
            Map<String, Entry> latest = new LinkedHashMap<>();
            found.forEach(entry -> {
                latest.remove(entry.input());
                latest.put(entry.input(), entry);
            });
            found = List.copyOf(latest.values());
        }
        return last(found, count);
    }

    /** Whether a search returns every cell or each text once. */
    public enum Repeats {
        ALL,
        LAST_ONLY
    }

    private static List<Entry> last(List<Entry> entries, int count) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, count)), entries.size());
    }

    private synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>(earlier().entries());
        all.addAll(own());
        return all;
    }

    private List<Entry> own() {
        int session = current();
        return cells.stream()
                .map(cell -> new Entry(session, cell.line(), cell.input(), cell.output()))
                .toList();
    }

    private synchronized int current() {
        return earlier().sessions() + 1;
    }

    private Earlier earlier() {
        Earlier known = earlier;
        if (known == null) {
            known = numbered(file.map(kept -> kept.readOthers(KEPT)).orElse(List.of()));
            earlier = known;
        }
        return known;
    }

    // kernels that ran side by side have written by turns: the cells of a session are brought together
    private static Earlier numbered(List<HistoryFile.Line> lines) {
        Map<String, List<HistoryFile.Line>> sessions = new LinkedHashMap<>();
        lines.forEach(line -> sessions.computeIfAbsent(line.session(), id -> new ArrayList<>())
                .add(line));
        List<Entry> entries = new ArrayList<>();
        int session = 0;
        for (List<HistoryFile.Line> ofOne : sessions.values()) {
            session++;
            for (HistoryFile.Line line : ofOne) {
                entries.add(new Entry(session, line.number(), line.input(), Optional.empty()));
            }
        }
        return new Earlier(entries, session);
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
