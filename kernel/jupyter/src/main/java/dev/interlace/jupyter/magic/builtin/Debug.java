package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Rendering;
import dev.interlace.jupyter.engine.Debuggee;
import dev.interlace.jupyter.engine.Local;
import dev.interlace.jupyter.engine.Stop;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the frames and the variables of the last cell's code where it failed. */
final class Debug implements Magic.OnLine {
    private static final String NAME = "debug";
    private static final int LONGEST = 200;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String help() {
        return "%debug [on|off]: after an exception, shows the frames of the cell's code with their local variables"
                + "\nThey are kept after %debug on, for code that is declared and run from then on, and while a debugger is"
                + " attached; it makes code slower. What failed is kept until the next cell.";
    }

    @Override
    public List<String> complete(Completing argument) {
        return List.of("on", "off");
    }

    @Override
    public @Nullable Object run(Call call) {
        Debuggee debuggee = call.session()
                .debuggee()
                .filter(any -> Debuggee.isPossible())
                .orElseThrow(() ->
                        new MagicException("this kernel was started without a debugger, so that nothing can be shown"));
        switch (call.line().strip()) {
            case "on" -> debuggee.record();
            case "off" -> debuggee.stopRecording();
            case "" -> {
                return DisplayData.text(frames(debuggee, call.session().rendering()));
            }
            default ->
                throw new MagicException("write %debug with on, off or nothing, got "
                        + call.line().strip());
        }
        return null;
    }

    private static String frames(Debuggee debuggee, Rendering rendering) {
        if (!debuggee.isRecording()) {
            throw new MagicException("local variables are not kept: run %" + NAME + " on, then the failing cell again"
                    + " (with the cells that declare its methods), then %" + NAME);
        }
        Stop stop = debuggee.failure()
                .orElseThrow(() -> new MagicException("the last cell has not failed by an exception of its code"));
        StringBuilder text = new StringBuilder();
        stop.thrown().ifPresent(thrown -> text.append(thrown).append('\n'));
        for (Stop.Frame frame : stop.frames()) {
            List<String> lines = frame.place().source().lines().toList();
            int line = frame.place().line();
            text.append(name(frame.method())).append(", line ").append(line).append(": ");
            text.append(line <= lines.size() ? lines.get(line - 1).strip() : "").append('\n');
            for (int i = 0; i < frame.locals().size(); i++) {
                Local local = frame.locals().get(i);
                text.append("    ").append(local.name()).append(" = ");
                text.append(brief(frame.values()[i], rendering)).append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    private static String name(String method) {
        return method.startsWith("do_it$") ? "cell" : method.startsWith("lambda$") ? "lambda" : method;
    }

    private static String brief(@Nullable Object value, Rendering rendering) {
        String text = value == null ? "null" : rendering.render(value).plain().replace('\n', ' ');
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
