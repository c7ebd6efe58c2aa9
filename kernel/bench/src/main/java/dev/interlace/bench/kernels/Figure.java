package dev.interlace.bench.kernels;

/** What is measured, in the order of the table. */
enum Figure {
    READY("start to kernel_info"),
    FIRST_CELL("start to first `1+1`"),
    RESIDENT("resident after the first cell"),
    WARM_CELL("warm `1+1`, p50 / p95"),
    KERNEL_INFO("kernel_info, p50"),
    COMPLETION("completion, first / p50"),
    LINES("100,000 lines printed: arrived"),
    LONG_STRING("50,000,000 characters at once: arrived"),
    INTERRUPT("interrupt of an endless loop"),
    SOAK("`1+1` at the end of the soak (at most 2 min), p50 / p95, growth");

    private final String title;

    Figure(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
