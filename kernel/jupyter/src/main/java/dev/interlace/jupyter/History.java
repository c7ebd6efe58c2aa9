package dev.interlace.jupyter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What has been run in this session, and what came of it; the last entries only. */
public final class History {
    private static final int KEPT = 10_000;
    private static final int KEPT_OUTPUT = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * One executed cell.
     *
     * @param session number of the session, 1 for the running one
     * @param line execution count
     * @param input its text
     * @param output plain text of its value
     */
    public record Entry(int session, int line, String input, Optional<String> output) {}

    /** Adds a cell. */
    public synchronized void add(int line, String input, Optional<String> output) {
        Optional<String> bounded =
                output.map(text -> text.length() > KEPT_OUTPUT ? text.substring(0, KEPT_OUTPUT) + "…" : text);
        entries.add(new Entry(1, line, input, bounded));
        if (entries.size() > KEPT) {
            entries.remove();
        }
    }

    /** The last {@code count} cells. */
    public synchronized List<Entry> tail(int count) {
        List<Entry> all = new ArrayList<>(entries);
        return all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size());
    }

    /** The cells from {@code start} to before {@code stop}. */
    public synchronized List<Entry> range(int start, int stop) {
        return entries.stream()
                .filter(entry -> entry.line() >= start && entry.line() < stop)
                .toList();
    }

    /** The last {@code count} cells whose whole text matches a pattern of {@code *} and {@code ?}. */
    public List<Entry> search(String glob, int count, Repeats repeats) {
        Pattern pattern = glob(glob);
        List<Entry> found = tail(KEPT).stream()
                .filter(entry -> pattern.matcher(entry.input()).matches())
                .toList();
        if (repeats == Repeats.LAST_ONLY) {
            Map<String, Entry> last = new LinkedHashMap<>();
            found.forEach(entry -> {
                last.remove(entry.input());
                last.put(entry.input(), entry);
            });
            found = List.copyOf(last.values());
        }
        return found.subList(Math.max(0, found.size() - Math.max(0, count)), found.size());
    }

    /** Whether a search returns every cell or each text once. */
    public enum Repeats {
        ALL,
        LAST_ONLY
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
