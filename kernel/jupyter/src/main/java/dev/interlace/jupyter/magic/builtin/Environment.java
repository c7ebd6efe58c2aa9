package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;

/** Tells on what the notebook runs, for a report that somebody else can follow. */
final class Environment implements Magic.OnLine {
    private static final long MIB = 1 << 20;

    @Override
    public String name() {
        return "env";
    }

    @Override
    public String help() {
        return "%env: shows the Java version, the operating system, the processors, the heap and the added class path";
    }

    @Override
    public Object run(Call call) {
        StringBuilder report = new StringBuilder();
        report.append("Java       ").append(Runtime.version()).append('\n');
        report.append("vendor     ").append(System.getProperty("java.vendor")).append('\n');
        report.append("system     ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append('\n');
        report.append("processors ")
                .append(Runtime.getRuntime().availableProcessors())
                .append('\n');
        report.append("heap       ")
                .append(Runtime.getRuntime().maxMemory() / MIB)
                .append(" MiB");
        call.session()
                .classPath()
                .forEach(path -> report.append("\nadded      ").append(path.getFileName()));
        return DisplayData.text(report.toString());
    }
}
