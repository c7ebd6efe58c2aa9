package dev.interlace.jupyter.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value: what its toString says, and for arrays, collections, maps and records the same in bounded length
 * and with bounded work.
 *
 * <p>Of a long container the first and, where they can be reached at once, the last elements are asked for; a container
 * within itself ends the walk; a toString that throws is named where its text would stand.
 */
final class PlainText {
    /**
     * How much is written.
     *
     * @param whole containers of up to that many elements are written whole
     * @param head elements from the start of longer ones
     * @param tail elements from their end
     * @param characters about the length at which writing ends
     */
    record Bounds(int whole, int head, int tail, int characters) {
        /** For a value by itself. */
        static final Bounds VALUE = new Bounds(200, 100, 10, 20_000);
        /** For a value in a cell of a table. */
        static final Bounds CELL = new Bounds(12, 6, 2, 160);
    }

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int DEEPEST = 24;
    private static final int WIDEST_LINE = 80;
    private static final int FULL_LINE = 76;

    private final Bounds bounds;
    private final boolean rowByRow;
    private final StringBuilder out = new StringBuilder();
    private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());

    private PlainText(Bounds bounds, boolean rowByRow) {
        this.bounds = bounds;
        this.rowByRow = rowByRow;
    }

    /** The text of a value that stands by itself. */
    static String of(@Nullable Object value) {
        if (value instanceof CharSequence || !isContainer(value)) {
            return leaf(value, LONGEST_TEXT);
        }
        String line = write(value, Bounds.VALUE, false);
        return line.length() > WIDEST_LINE && value instanceof Object[] rows && holdsArrays(rows)
                ? write(value, Bounds.VALUE, true)
                : line;
    }

    /** The text of a value within a table: short, in one line. */
    static String brief(@Nullable Object value) {
        String text = isContainer(value) ? write(value, Bounds.CELL, false) : leaf(value, Bounds.CELL.characters);
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    private static String write(@Nullable Object value, Bounds bounds, boolean rowByRow) {
        PlainText text = new PlainText(bounds, rowByRow);
        text.write(value);
        return text.out.toString();
    }

    private static boolean holdsArrays(Object[] rows) {
        return rows.getClass().getComponentType().isArray();
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || value instanceof Map.Entry<?, ?>
                || value instanceof Optional<?>
                || value instanceof Record
                || (value != null && value.getClass().isArray());
    }

    @SuppressWarnings("CatchingThrowable") // iterators, accessors and sizes are the user's code
    private void write(@Nullable Object value) {
        if (value == null || !isContainer(value)) {
            out.append(leaf(value, Math.max(16, bounds.characters - out.length())));
            return;
        }
        if (path.contains(value) || path.size() >= DEEPEST) {
            out.append(path.contains(value) ? "(contains itself)" : "…");
            return;
        }
        path.add(value);
        try {
            container(value);
        } catch (Throwable e) {
            CurrentCell.checkInterrupt();
            out.append(failure(value, e));
        } finally {
            path.remove(value);
        }
    }

    private void container(Object value) {
        if (value.getClass().isArray()) {
            reachable(Array.getLength(value), i -> Array.get(value, i));
        } else if (value instanceof Collection<?> collection) {
            collection(collection);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            out.append("Optional[");
            write(optional.get());
            out.append(']');
        } else if (value instanceof Map.Entry<?, ?> entry && isJavas(value)) {
            entry(entry);
        } else if (value instanceof Record record) {
            record(record);
        } else {
            own(value);
        }
    }

    private void collection(Collection<?> values) {
        int size = values.size();
        if (size <= bounds.whole && !isJavas(values)) {
            own(values);
        } else if (values instanceof List<?> list && values instanceof RandomAccess) {
            reachable(size, list::get);
        } else {
            sequence('[', ']', size, values.iterator(), this::write);
        }
    }

    private void map(Map<?, ?> map) {
        int size = map.size();
        if (size <= bounds.whole && !isJavas(map)) {
            own(map);
        } else {
            sequence('{', '}', size, map.entrySet().iterator(), this::entry);
        }
    }

    private void entry(Map.Entry<?, ?> entry) {
        write(entry.getKey());
        out.append('=');
        write(entry.getValue());
    }

    private void record(Record record) {
        Optional<List<RecordParts.Part>> parts = RecordParts.of(record);
        if (parts.isEmpty() || RecordParts.writesItself(record.getClass())) {
            own(record);
            return;
        }
        out.append(record.getClass().getSimpleName()).append('[');
        String separator = "";
        for (RecordParts.Part part : parts.get()) {
            out.append(separator).append(part.name()).append('=');
            write(part.value());
            separator = ", ";
        }
        out.append(']');
    }

    /** Elements of which any can be asked for at once. */
    private void reachable(int size, IntFunction<?> element) {
        boolean whole = size <= bounds.whole;
        int head = whole ? size : bounds.head;
        int tail = whole ? 0 : bounds.tail;
        out.append('[');
        int written = 0;
        while (written < head && !isFull()) {
            separate(written, size);
            write(element.apply(written));
            written++;
        }
        if (written < head) {
            tail = 0;
        }
        omitted(written, size - written - tail, size);
        for (int i = size - tail; i < size; i++) {
            separate(i, size);
            write(element.apply(i));
        }
        out.append(']');
    }

    private <T> void sequence(char open, char close, int size, Iterator<T> values, Consumer<T> writer) {
        int most = size <= bounds.whole ? bounds.whole : bounds.head;
        out.append(open);
        int written = 0;
        while (written < most && !isFull() && values.hasNext()) {
            separate(written, size);
            writer.accept(values.next());
            written++;
        }
        omitted(written, size - written, size);
        out.append(close);
    }

    private boolean isFull() {
        return out.length() >= bounds.characters;
    }

    /** Elements of a container that is not written whole fill lines; its text is no longer its toString's anyway. */
    private void separate(int place, int size) {
        if (place == 0) {
            return;
        }
        boolean outermost = path.size() == 1;
        boolean fills = size > bounds.whole && out.length() - out.lastIndexOf("\n") > FULL_LINE;
        out.append(outermost && (rowByRow || fills) ? ",\n " : ", ");
    }

    private void omitted(int written, int count, int size) {
        if (count > 0) {
            separate(written, size);
            out.append(String.format(Locale.ROOT, "… %,d more …", count));
        }
    }

    /** The value's own word. */
    private void own(Object value) {
        out.append(leaf(value, Math.max(16, bounds.characters - out.length())));
    }

    /** Whether toString is that of Java's own collections, which walks all elements. */
    static boolean isJavas(Object value) {
        try {
            return value.getClass()
                    .getMethod("toString")
                    .getDeclaringClass()
                    .getName()
                    .startsWith("java.");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has a toString", e);
        }
    }

    /** What the value's toString says, up to a length; what it throws, where it throws. */
    @SuppressWarnings("CatchingThrowable") // toString is the user's code
    static String leaf(@Nullable Object value, int longest) {
        try {
            if (value instanceof CharSequence text) {
                int length = text.length();
                return length <= longest
                        ? text.toString()
                        : cut(text.subSequence(0, longest).toString(), length);
            }
            String text = String.valueOf(value);
            return text.length() <= longest ? text : cut(text.substring(0, longest), text.length());
        } catch (Throwable e) {
            CurrentCell.checkInterrupt();
            return value == null ? "null" : failure(value, e);
        }
    }

    private static String cut(String start, int length) {
        return String.format(Locale.ROOT, "%s… (%,d characters)", start, length);
    }

    private static String failure(Object value, Throwable thrown) {
        return value.getClass().getName() + " (its text failed: "
                + thrown.getClass().getName() + ")";
    }
}
