package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.Timing;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.JavaScanner;
import dev.interlace.jupyter.engine.SourceName;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long code takes: it warms up until the compiler has had its time, then runs the code in loops that are
 * long enough to measure, several times.
 */
final class TimeIt implements Magic.OnLine, Magic.OnCell {
    private static final int RUNS = 7;
    private static final long RUN_NANOS = 100_000_000L;
    private static final long WARM_NANOS = 5 * RUN_NANOS;
    private static final int MOST_LOOPS = 1_000_000_000;
    private static final String LOOP = Timing.class.getName() + ".Loop";
    private static final String CONSUME = Timing.class.getName() + ".consume(";

    @Override
    public String name() {
        return "timeit";
    }

    @Override
    public String help() {
        return "%timeit [-n loops] [-r runs] code, %%timeit [-n loops] [-r runs] [setup]: measures how long the code takes"
                + "\nIt warms up for half a second, chooses loops of a tenth of a second, and tells mean, spread, median and"
                + " best of 7 runs.\nThe value of an expression is used up, so that it is really computed."
                + " Assigned, the value is the result with its times.";
    }

    private record Asked(Optional<Long> loops, int runs, String code) {}

    @Override
    public @Nullable Object run(Call call) throws Exception {
        Asked asked = asked(call.line());
        if (asked.code.isBlank()) {
            throw new MagicException("%timeit needs code, as in %timeit Math.sqrt(2)");
        }
        return told(call, measure(call.session(), asked, "", asked.code));
    }

    @Override
    public @Nullable Object run(Call call, String body) throws Exception {
        Asked asked = asked(call.line());
        String setup = asked.code.isBlank() || asked.code.endsWith(";") ? asked.code : asked.code + ";";
        return told(call, measure(call.session(), asked, setup, body));
    }

    private static Asked asked(String line) {
        String rest = line.strip();
        Optional<Long> loops = Optional.empty();
        int runs = RUNS;
        while (rest.startsWith("-n") || rest.startsWith("-r")) {
            String[] words = rest.substring(2).strip().split("\\s+", 2);
            long number = number(rest.substring(0, 2), words[0]);
            if (rest.startsWith("-n")) {
                loops = Optional.of(number);
            } else {
                runs = (int) number;
            }
            rest = words.length < 2 ? "" : words[1].strip();
        }
        return new Asked(loops, runs, rest);
    }

    private static long number(String option, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= MOST_LOOPS) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new MagicException("%timeit " + option + " needs a number, got " + text, e);
        }
        throw new MagicException("%timeit " + option + " must be in [1, " + MOST_LOOPS + "], got " + text);
    }

    private static Timing.Result measure(NotebookSession session, Asked asked, String setup, String code)
            throws Exception {
        Timing.Loop loop = compile(session, setup, code);
        long once = run(loop, 1);
        long spent = once;
        long loops = 1;
        double each = once;
        while (spent < WARM_NANOS && once < WARM_NANOS) {
            loops = Math.max(1, Math.min(MOST_LOOPS, (long) (RUN_NANOS / Math.max(each, 0.1))));
            loops = Math.min(loops, asked.loops.orElse(loops));
            long nanos = Math.max(1, run(loop, loops));
            each = (double) nanos / loops;
            spent += Math.max(nanos, RUN_NANOS / 100);
        }
        long chosen = asked.loops.orElse(Math.max(1, Math.min(MOST_LOOPS, (long) (RUN_NANOS / Math.max(each, 0.1)))));
        List<Double> nanos = new ArrayList<>();
        for (int i = 0; i < asked.runs; i++) {
            nanos.add((double) run(loop, chosen) / chosen);
        }
        return new Timing.Result(chosen, nanos);
    }

    private static long run(Timing.Loop loop, long loops) throws Exception {
        try {
            return loop.run(loops);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // an expression's value is used up; what is none is run as it stands
    private static Timing.Loop compile(NotebookSession session, String setup, String code) {
        String bare = code.strip();
        String expression = bare.endsWith(";") ? bare.substring(0, bare.length() - 1) : bare;
        boolean single = !hasStatements(expression);
        if (single) {
            try {
                return loop(session, setup, CONSUME + expression + "\n);");
            } catch (RuntimeException e) {
                return loop(session, setup, expression + "\n;"); // it has no value; if it is no Java, this says so
            }
        }
        return loop(session, setup, code + "\n;");
    }

    private static boolean hasStatements(String code) {
        JavaScanner scanner = new JavaScanner(code);
        for (Optional<JavaScanner.Token> token = scanner.next(); token.isPresent(); token = scanner.next()) {
            if (token.get().text().equals(";")) {
                return true;
            }
        }
        return false;
    }

    private static Timing.Loop loop(NotebookSession session, String setup, String body) {
        String source = "(" + LOOP + ") loops$ -> { " + setup.replace('\n', ' ')
                + " long start$ = System.nanoTime(); for (long i$ = 0; i$ < loops$; i$++) { " + body
                + "} return System.nanoTime() - start$; }";
        try {
            if (session.eval(source, new SourceName("%timeit", 0)) instanceof Timing.Loop loop) {
                return loop;
            }
        } catch (RuntimeException e) {
            refused(session, body);
            throw e;
        }
        throw new MagicException("%timeit: this cannot be run in a loop: " + body);
    }

    // what does not compile within the loop hardly does outside, where the error shows the code as it was typed
    private static void refused(NotebookSession session, String body) {
        if (!body.startsWith(CONSUME)) {
            Object ignored = session.eval(body, new SourceName("%timeit", 0));
            if (ignored != null) {
                throw new MagicException("%timeit: this cannot be run in a loop: " + body);
            }
        }
    }

    private static @Nullable Object told(Call call, Timing.Result result) {
        if (call.use() == Use.TAKEN) {
            return result;
        }
        CurrentCell.get()
                .filter(NotebookSession.Output.class::isInstance)
                .ifPresent(output -> ((NotebookSession.Output) output).print(result + "\n"));
        return null;
    }
}
