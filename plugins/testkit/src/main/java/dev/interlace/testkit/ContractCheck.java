package dev.interlace.testkit;

import dev.interlace.spi.MethodChecks.Check;
import dev.interlace.spi.MethodChecks.Outcome;
import dev.interlace.spi.MethodChecks.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/** One test of a contract. */
record ContractCheck(MethodContract<?> contract, Method test) implements Check {
    private static final int MOST_LETTERS = 600;

    /** What JShell calls the file of a cell's declaration by. */
    private static final String SNIPPET = "$JShell$";

    @Override
    public String name() {
        return test.getName().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    @Override
    public Outcome run() {
        test.setAccessible(true);
        try {
            if (test.getParameterCount() == 0) {
                test.invoke(contract);
            } else {
                invokeInFolder();
            }
            return new Outcome(Verdict.PASSED, "");
        } catch (InvocationTargetException e) {
            return outcome(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(test + " cannot be called", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void invokeInFolder() throws InvocationTargetException, IllegalAccessException, IOException {
        Path folder = Files.createTempDirectory("interlace-check");
        try {
            test.invoke(contract, folder);
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Outcome outcome(Throwable error) {
        if (error instanceof TestAbortedException) {
            return new Outcome(Verdict.NOT_ASKED, plain(message(error).replaceFirst("^Assumption failed: ", "")));
        }
        for (Throwable one = error; one != null; one = one.getCause()) {
            if (one instanceof Error stop && !isFault(one)) {
                throw stop; // an interrupt of the user's is no fault of the method
            }
        }
        String what = error instanceof AssertionError
                ? plain(message(error))
                : error.getClass().getSimpleName() + ": " + message(error);
        return new Outcome(Verdict.FAILED, shortened(what) + where(error));
    }

    /** A message without what JUnit adds to a condition that does not hold. */
    private static String plain(String message) {
        return message.replaceFirst(" ==> expected: <(true|false)> but was: <(true|false)>$", "");
    }

    private static boolean isFault(Throwable error) {
        return error instanceof AssertionError || error instanceof LinkageError || error instanceof VirtualMachineError;
    }

    private static String message(Throwable error) {
        return String.valueOf(error.getMessage());
    }

    private static String shortened(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + " …";
    }

    /** The innermost line of the method's own class that an error comes from. */
    private String where(Throwable error) {
        String type = contract.method().getClass().getName();
        String found = "";
        for (Throwable one = error; one != null; one = one.getCause()) {
            for (StackTraceElement frame : one.getStackTrace()) {
                if (frame.getClassName().equals(type) || frame.getClassName().startsWith(type + "$")) {
                    found = " (at " + place(frame, contract.method().getClass().getSimpleName()) + ")";
                    break;
                }
            }
        }
        return found;
    }

    private static String place(StackTraceElement frame, String type) {
        String file = String.valueOf(frame.getFileName());
        String line = file.endsWith(".java") && !file.contains(SNIPPET)
                ? file + ":" + frame.getLineNumber()
                : "line " + frame.getLineNumber() + " of its declaration";
        return type + "." + frame.getMethodName() + ", " + line;
    }
}
