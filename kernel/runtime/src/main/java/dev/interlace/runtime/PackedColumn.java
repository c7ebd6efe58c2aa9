package dev.interlace.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The texts of a column in little memory: their UTF-8 bytes one after the other, in blocks of rows. A column of a
 * million short cells takes some ten bytes a cell, where strings take fifty.
 */
final class PackedColumn {
    private static final int BLOCK = 1 << 14;

    private final List<Block> blocks = new ArrayList<>();
    private byte[] bytes = new byte[BLOCK];
    private int[] ends = new int[BLOCK];
    private int filled; // bytes of the block in the making
    private int rows; // of the block in the making

    /** A block of rows: where each ends in the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Block(byte[] bytes, int[] ends) {}

    void add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (filled + encoded.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(filled + encoded.length, 2 * bytes.length));
        }
        System.arraycopy(encoded, 0, bytes, filled, encoded.length);
        filled += encoded.length;
        ends[rows++] = filled;
        if (rows == BLOCK) {
            blocks.add(new Block(Arrays.copyOf(bytes, filled), ends));
            ends = new int[BLOCK];
            filled = 0;
            rows = 0;
        }
    }

    /** Keeps no more room than the cells need. */
    void trim() {
        bytes = Arrays.copyOf(bytes, filled);
        ends = Arrays.copyOf(ends, rows);
    }

    /** The text of a row; empty where there is none. */
    Optional<String> get(int row) {
        Block block = row / BLOCK < blocks.size() ? blocks.get(row / BLOCK) : new Block(bytes, ends);
        int at = row % BLOCK;
        int from = at == 0 ? 0 : block.ends[at - 1];
        int length = block.ends[at] - from;
        return length == 0
                ? Optional.empty()
                : Optional.of(new String(block.bytes, from, length, StandardCharsets.UTF_8));
    }
}
