package dev.interlace.jupyter.engine;

import java.util.List;
import java.util.Locale;

/** Says, where memory has run out, which memory that is, how much of it there is, and which option raises it. */
final class MemoryHints {
    private static final String WHERE =
            "; for more, install the kernel again with the environment variable" + " INTERLACE_JVM_OPTIONS=";
    private static final long MEBIBYTE = 1L << 20;

    private MemoryHints() {}

    /** What may help; empty where {@code thrown} and its causes are about something else. */
    static List<String> about(Throwable thrown) {
        for (Throwable link : Frames.chain(thrown)) {
            if (link instanceof OutOfMemoryError) {
                return List.of(hint(Texts.message(link)));
            }
        }
        return List.of();
    }

    private static String hint(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("physical memory") || text.contains("physicalbytes") || text.contains("totalbytes")) {
            return "native memory of tensors is used up: this kernel may use "
                    + System.getProperty("org.bytedeco.javacpp.maxphysicalbytes", "no fixed amount") + " in all" + WHERE
                    + "-Dorg.bytedeco.javacpp.maxphysicalbytes=8g";
        }
        if (text.contains("metaspace") || text.contains("class space")) {
            return "the memory for classes is used up" + WHERE + "-XX:MaxMetaspaceSize=1g (or"
                    + " -XX:CompressedClassSpaceSize=2g)";
        }
        if (text.contains("direct buffer")) {
            return "the memory for direct buffers is used up" + WHERE + "-XX:MaxDirectMemorySize=4g";
        }
        if (text.contains("native thread")) {
            return "the operating system gives no more threads to this process: "
                    + Thread.getAllStackTraces().size() + " run now; end some of them";
        }
        if (text.contains("array size")) {
            return "an array cannot be longer than " + (Integer.MAX_VALUE - 2) + " elements, whatever the memory";
        }
        long heap = Runtime.getRuntime().maxMemory();
        return "the heap of this kernel is " + size(heap) + WHERE + "-Xmx" + larger(heap)
                + "g. Variables that are no longer needed can be set to null, or forgotten with %reset";
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%d MiB", bytes / MEBIBYTE);
    }

    private static long larger(long heap) {
        return Math.max(4, 4 * heap / (1L << 30));
    }
}
