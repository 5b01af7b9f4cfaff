package io.polyclerk.ai.understanding;

import java.util.Arrays;

/** Many numbers of which few differ, such as how rare words are: two bytes for each and a table of values. Immutable and thread-safe. */
final class FewValues {

    private final float[] table;
    private final char[] places;

    private FewValues(float[] table, char[] places) {
        this.table = table;
        this.places = places;
    }

    /** @throws IllegalArgumentException when more than 65,536 differ */
    static FewValues of(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int different = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || Float.compare(sorted[i], sorted[i - 1]) != 0) {
                sorted[different++] = sorted[i];
            }
        }
        if (different > Character.MAX_VALUE + 1) {
            throw new IllegalArgumentException(different + " different values");
        }
        float[] table = Arrays.copyOf(sorted, different);
        char[] places = new char[values.length];
        for (int i = 0; i < values.length; i++) {
            places[i] = (char) Arrays.binarySearch(table, values[i]);
        }
        return new FewValues(table, places);
    }

    float get(int index) {
        return table[places[index]];
    }

    int size() {
        return places.length;
    }
}
