package dev.interlace.jupyter.engine;

import java.util.regex.Pattern;

/** Names and messages as the user wrote them, without the wrapper classes that JShell puts around them. */
final class Texts {
    private Texts() {}

    /** The class of {@code thrown}; a class that a cell declared goes by its plain name. */
    static String className(Throwable thrown) {
        return plain(thrown.getClass().getName());
    }

    /** The message of {@code thrown}, even where reading it fails. */
    @SuppressWarnings("CatchingThrowable") // getMessage may be the user's code
    static String message(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : plain(message);
        } catch (Throwable e) {
            return "(its message cannot be read: " + e.getClass().getName() + ")";
        }
    }

    /** {@code text} without wrapper classes. */
    static String plain(String text) {
        return text.contains("$JShell$") || text.contains("$OneShot$")
                ? Pattern.compile("(?:REPL\\.)?\\$(?:JShell|OneShot)\\$\\w+?[.$](?=\\w)")
                        .matcher(text)
                        .replaceAll("")
                : text;
    }
}
