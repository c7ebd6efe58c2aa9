package dev.interlace.jupyter.display;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows an exception that is a value, not one that ended a cell: class, message, causes, and the frames of the user.
 */
final class ThrowableRenderer implements Renderer {
    private static final int MOST_LINKS = 10;
    private static final int MOST_FRAMES = 8;
    private static final List<String> OTHERS =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.interlace.jupyter.");
    private static final Pattern WRAPPER = Pattern.compile("(?:REPL\\.)?\\$JShell\\$\\w+?[.$](?=\\w)");

    @Override
    public Optional<DisplayData> render(Object value) {
        return value instanceof Throwable thrown ? Optional.of(DisplayData.text(text(thrown))) : Optional.empty();
    }

    private static String text(Throwable thrown) {
        StringBuilder out = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Throwable link = thrown;
        String lead = "";
        while (link != null && seen.size() < MOST_LINKS && seen.add(link)) {
            out.append(lead).append(plain(PlainText.leaf(link, 10_000)));
            for (Throwable suppressed : link.getSuppressed()) {
                out.append("\n    suppressed: ").append(plain(PlainText.leaf(suppressed, 1_000)));
            }
            frames(link, out);
            link = link.getCause();
            lead = "\nCaused by: ";
        }
        return out.toString();
    }

    private static void frames(Throwable link, StringBuilder out) {
        List<StackTraceElement> own = Stream.of(link.getStackTrace())
                .filter(frame -> OTHERS.stream().noneMatch(frame.getClassName()::startsWith))
                .toList();
        own.stream().limit(MOST_FRAMES).forEach(frame -> out.append("\n    at ").append(plain(frame)));
        if (own.size() > MOST_FRAMES) {
            out.append("\n    … ").append(own.size() - MOST_FRAMES).append(" more");
        }
    }

    private static String plain(StackTraceElement frame) {
        String name = frame.getClassName() + "." + frame.getMethodName();
        if (!name.contains("$JShell$")) {
            return name + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
        }
        return frame.getMethodName().equals("do_it$") ? "the cell" : plain(name);
    }

    private static String plain(String text) {
        return text.contains("$JShell$") ? WRAPPER.matcher(text).replaceAll("") : text;
    }
}
