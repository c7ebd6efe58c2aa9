package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.engine.CellInterruptedError;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a jar failed, in words that its author can act on. */
final class Reasons {
    private static final int CLASS_FILE_OF_JAVA_1 = 44;
    private static final Pattern PROVIDER = Pattern.compile("[\\w.]+: (?:Provider )?(\\S+) (.*)", Pattern.DOTALL);
    private static final Pattern ILLEGAL_LINE = Pattern.compile("[\\w.]+: .*(META-INF/services/[\\w.]+):(\\d+): (.*)");
    private static final Pattern CLASS_FILE = Pattern.compile("(\\S+) has been compiled .*class file version (\\d+).*");

    // what JShell puts around the classes of a cell
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$");

    private Reasons() {}

    /** The name of a class as its author wrote it. */
    static String nameOf(Class<?> type) {
        return written(type.getName()).replace('$', '.');
    }

    /** A text without what JShell puts around the names of classes. */
    static String written(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }

    static String of(Throwable error) {
        return written(reason(error));
    }

    private static String reason(Throwable error) {
        String message = message(error);
        if (error instanceof ServiceConfigurationError) {
            return serviceError(error, message);
        }
        if (error instanceof UnsupportedClassVersionError) {
            Matcher version = CLASS_FILE.matcher(message);
            return version.matches()
                    ? "needs Java " + (Integer.parseInt(version.group(2)) - CLASS_FILE_OF_JAVA_1)
                            + ", this kernel runs on Java " + Runtime.version().feature()
                    : message;
        }
        if (error instanceof ClassFormatError) {
            return "a class file in it is damaged: " + message;
        }
        if (error instanceof ExceptionInInitializerError && error.getCause() != null) {
            return "a static initialiser threw " + of(error.getCause());
        }
        if (error instanceof NoClassDefFoundError || error instanceof ClassNotFoundException) {
            return message.startsWith("Could not initialize")
                    ? message
                    : "the class " + message.replace('/', '.') + " is missing";
        }
        String name = error.getClass().getSimpleName();
        return message.isEmpty() ? name : name + ": " + message;
    }

    /** The message of an error of somebody's own class; empty where there is none, or asking for it fails. */
    private static String message(Throwable error) {
        try {
            return Objects.requireNonNullElse(error.getMessage(), "");
        } catch (CellInterruptedError stopped) {
            throw stopped;
        } catch (Throwable unable) {
            return "";
        }
    }

    private static String serviceError(Throwable error, String message) {
        Matcher line = ILLEGAL_LINE.matcher(message);
        if (line.matches()) {
            return line.group(1) + ", line " + line.group(2) + ": " + line.group(3);
        }
        Matcher provider = PROVIDER.matcher(message);
        if (!provider.matches()) {
            return message;
        }
        String type = provider.group(1);
        return switch (provider.group(2)) {
            case "not found" -> "the class " + type + ", which META-INF/services names, is missing";
            case "not a subtype" -> type + " does not implement the service that META-INF/services names it for";
            case "Unable to get public no-arg constructor" ->
                type + " has no public constructor without parameters; add one, and make the class public";
            default ->
                type + " could not be created: "
                        + (error.getCause() == null ? provider.group(2) : of(error.getCause()));
        };
    }
}
