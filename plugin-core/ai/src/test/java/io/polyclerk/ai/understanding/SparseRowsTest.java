package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseRowsTest {

    private static final int ROWS = 100;

    private static byte[] mostlyZero(int columns) {
        Random random = new Random(columns);
        byte[] dense = new byte[ROWS * columns];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = random.nextInt(4) == 0 ? (byte) (random.nextInt(255) - 127) : 0;
        }
        return dense;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 32, 33, 150})
    void sumsAreThoseOfAllWeights(int columns) {
        byte[] dense = mostlyZero(columns);
        SparseRows rows = SparseRows.of(dense, columns);
        for (int row = 0; row < ROWS; row++) {
            double[] sums = new double[columns];
            double[] expected = new double[columns];
            rows.addTo(sums, row, 0.3f);
            for (int column = 0; column < columns; column++) {
                expected[column] += 0.3f * dense[row * columns + column];
            }
            assertThat(sums).as("row " + row).isEqualTo(expected);
        }
    }

    @Test
    void fewValuesAreTheSameNumbers() {
        float[] numbers = {1.5f, 0, 7.25f, 1.5f, -3, 0};
        FewValues few = FewValues.of(numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(few.get(i)).isEqualTo(numbers[i]);
        }
        assertThat(few.size()).isEqualTo(numbers.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 33})
    void whatIsWrittenIsEveryWeightAndIsReadAgain(int columns) throws IOException {
        byte[] dense = mostlyZero(columns);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SparseRows.of(dense, columns).write(new DataOutputStream(bytes));
        assertThat(bytes.toByteArray()).isEqualTo(dense);

        SparseRows read = SparseRows.read(new DataInputStream(new ByteArrayInputStream(dense)), ROWS, columns);
        double[] sums = new double[columns];
        read.addTo(sums, ROWS - 1, 1);
        for (int column = 0; column < columns; column++) {
            assertThat(sums[column]).isEqualTo(dense[(ROWS - 1) * columns + column]);
        }
    }
}
