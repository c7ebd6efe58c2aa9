package dev.interlace.jupyter.debug;

import java.util.regex.Pattern;

/** Names of class files as their source writes them. */
final class JavaNames {
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$");
    private static final Pattern NAME = Pattern.compile("[\\p{javaJavaIdentifierStart}&&[^$]]\\w*(\\.\\w+)*");
    private static final String LAMBDA = "lambda$";

    private JavaNames() {}

    /** The type that {@code descriptor} stands for; {@code Object} where a cell cannot name it. */
    static String type(String descriptor) {
        int dimensions = descriptor.lastIndexOf('[') + 1;
        String element = element(descriptor.substring(dimensions));
        return element + "[]".repeat(dimensions);
    }

    private static String element(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> "boolean";
            case 'C' -> "char";
            case 'B' -> "byte";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            default -> named(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
        };
    }

    private static String named(String type) {
        String plain = WRAPPER.matcher(type).replaceFirst("").replace('$', '.');
        return NAME.matcher(plain).matches() && !plain.startsWith("REPL.") ? plain : "Object";
    }

    /** The last part of a type's name. */
    static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** What a stack shows for a method of that name. */
    static String method(String name) {
        if (name.startsWith(LAMBDA)) {
            int end = name.lastIndexOf('$');
            String owner = end > LAMBDA.length() ? name.substring(LAMBDA.length(), end) : "";
            return "lambda in " + method(owner.isEmpty() ? "do_it$" : owner);
        }
        return switch (name) {
            case "do_it$", "do_it$$" -> "cell";
            case "<init>" -> "constructor";
            case "<clinit>" -> "static initializer";
            case "new" -> "constructor";
            case "static" -> "static initializer";
            default -> name;
        };
    }
}
