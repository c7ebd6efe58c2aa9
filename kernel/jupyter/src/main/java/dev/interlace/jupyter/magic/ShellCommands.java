package dev.interlace.jupyter.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of the {@code jshell} tool that a cell may use, each the name of a magic in another spelling.
 *
 * <p>As in the tool, a command may be shortened while no other begins the same way.
 */
public final class ShellCommands {
    private static final Map<String, String> MAGICS = magics();

    private ShellCommands() {}

    private static Map<String, String> magics() {
        Map<String, String> magics = new LinkedHashMap<>();
        magics.put("vars", "who");
        magics.put("methods", "methods");
        magics.put("types", "types");
        magics.put("imports", "imports");
        magics.put("list", "history");
        magics.put("history", "history");
        magics.put("open", "load");
        magics.put("save", "save");
        magics.put("reset", "reset");
        magics.put("drop", "drop");
        magics.put("env", "env");
        magics.put("exit", "exit");
        magics.put("help", "help");
        return magics;
    }

    /** The names of all commands, without their slash. */
    public static List<String> names() {
        return List.copyOf(MAGICS.keySet());
    }

    /** The magic that a command of exactly that name stands for; empty where there is none. */
    static String known(String name) {
        return MAGICS.getOrDefault(name, "");
    }

    /** The magic that the command {@code name} stands for; throws where there is no such command. */
    public static String magic(String name) {
        String exact = MAGICS.get(name);
        if (exact != null) {
            return exact;
        }
        List<String> begun =
                MAGICS.keySet().stream().filter(one -> one.startsWith(name)).toList();
        if (begun.size() != 1) {
            throw new MagicException("there is no command /" + name + "; there are /"
                    + String.join(", /", begun.isEmpty() ? names() : begun)
                    + ". The magics are listed by %lsmagic.");
        }
        return MAGICS.getOrDefault(begun.get(0), begun.get(0));
    }

    /** The magic call that {@code call} means: a command, a question about a magic, or a magic call already. */
    static String asMagic(String call) {
        String text = call.strip();
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String name = text.substring(0, end);
        String rest = text.substring(end);
        if (name.startsWith("/")) {
            return magic(name.substring(1)) + rest;
        }
        if (name.startsWith("?") || name.endsWith("?")) {
            return "help " + name.replaceAll("[?%]", "");
        }
        return text;
    }
}
