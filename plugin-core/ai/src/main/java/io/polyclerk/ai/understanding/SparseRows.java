package io.polyclerk.ai.understanding;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Rows of 8-bit weights of which most are zero: for each row a mask of the columns that are not, and these. Seven of ten weights of a
 * language's model are zero, so it takes half the memory. Immutable and thread-safe.
 */
final class SparseRows {

    /** Columns that one mask covers. */
    private static final int WIDTH = Integer.SIZE;

    /** Masks between two places that are remembered; what lies between is counted. */
    private static final int STRIDE = 16;

    private final int columns;
    private final int masksOfRow;
    private final int[] masks;
    private final int[] places;
    private final byte[] values;

    private SparseRows(int columns, int[] masks, byte[] values) {
        this.columns = columns;
        this.masksOfRow = masksOfRow(columns);
        this.masks = masks;
        this.values = values;
        this.places = new int[masks.length / STRIDE + 1];
        int place = 0;
        for (int mask = 0; mask < masks.length; mask++) {
            if (mask % STRIDE == 0) {
                places[mask / STRIDE] = place;
            }
            place += Integer.bitCount(masks[mask]);
        }
    }

    private static int masksOfRow(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /** @param dense row by row */
    static SparseRows of(byte[] dense, int columns) {
        int rows = columns == 0 ? 0 : dense.length / columns;
        Builder builder = new Builder(rows, columns);
        for (int row = 0; row < rows; row++) {
            builder.add(row, dense, row * columns);
        }
        return builder.finish();
    }

    /** Reads rows as {@link #write} writes them: every weight. @throws java.io.EOFException when there are fewer */
    static SparseRows read(DataInputStream in, int rows, int columns) throws IOException {
        Builder builder = new Builder(rows, columns);
        byte[] dense = new byte[columns];
        for (int row = 0; row < rows; row++) {
            in.readFully(dense);
            builder.add(row, dense, 0);
        }
        return builder.finish();
    }

    /** Adds a row, multiplied, to the sums of the columns. */
    void addTo(double[] sums, int row, float factor) {
        int first = row * masksOfRow;
        int place = places[first / STRIDE];
        for (int mask = first - first % STRIDE; mask < first; mask++) {
            place += Integer.bitCount(masks[mask]);
        }
        for (int mask = first; mask < first + masksOfRow; mask++) {
            int column = (mask - first) * WIDTH;
            for (int left = masks[mask]; left != 0; left &= left - 1) {
                sums[column + Integer.numberOfTrailingZeros(left)] += factor * values[place++];
            }
        }
    }

    /** Every weight, row by row. */
    void write(DataOutputStream out) throws IOException {
        int place = 0;
        byte[] dense = new byte[columns];
        for (int first = 0; first < masks.length; first += masksOfRow) {
            for (int column = 0; column < columns; column++) {
                boolean isSet = (masks[first + column / WIDTH] >>> column % WIDTH & 1) == 1;
                dense[column] = isSet ? values[place++] : 0;
            }
            out.write(dense);
        }
    }

    /** Gathers rows in their order. */
    private static final class Builder {
        private final int columns;
        private final int[] masks;
        private final ByteArrayOutputStream values;

        Builder(int rows, int columns) {
            this.columns = columns;
            this.masks = new int[rows * masksOfRow(columns)];
            this.values = new ByteArrayOutputStream(Math.max(32, rows * columns / 3));
        }

        void add(int row, byte[] dense, int from) {
            for (int column = 0; column < columns; column++) {
                if (dense[from + column] != 0) {
                    masks[row * masksOfRow(columns) + column / WIDTH] |= 1 << column % WIDTH;
                    values.write(dense[from + column]);
                }
            }
        }

        SparseRows finish() {
            return new SparseRows(columns, masks, values.toByteArray());
        }
    }
}
