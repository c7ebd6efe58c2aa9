package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes of a piece of source that leave its lines where they are; the new text's places lead back to the old ones.
 */
final class Edits {
    private final String old;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int start, int end, String text) {}

    /** No changes yet of {@code old}. */
    Edits(String old) {
        this.old = old;
    }

    /** Puts {@code text} before index {@code at} of the old text. */
    Edits insert(int at, String text) {
        return replace(at, at, text);
    }

    /** Puts {@code text} in place of the old text from {@code start} to before {@code end}. */
    Edits replace(int start, int end, String text) {
        edits.add(new Edit(start, end, text));
        edits.sort(Comparator.comparingInt(Edit::start));
        return this;
    }

    /** Whether nothing changes. */
    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** The new text. */
    String text() {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (Edit edit : edits) {
            text.append(old, copied, edit.start).append(edit.text);
            copied = edit.end;
        }
        return text.append(old, copied, old.length()).toString();
    }

    /**
     * The index in the old text of what stands at {@code index} of the new one; the start of a change for all of it.
     */
    int original(int index) {
        int shift = 0;
        for (Edit edit : edits) {
            int start = edit.start + shift;
            if (index < start) {
                break;
            }
            if (index < start + edit.text.length()) {
                return edit.start;
            }
            shift += edit.text.length() - (edit.end - edit.start);
        }
        return index - shift;
    }
}
