package io.polyclerk.ai.evaluation;

import java.util.Locale;

/** So many of so many, with how sure one can be of it. */
public record Share(int right, int of) {

    private static final double Z = 1.959964;

    public double value() {
        return of == 0 ? Double.NaN : (double) right / of;
    }

    /** Lower end of the 95 % interval (Wilson 1927). */
    public double low() {
        return bound(-1);
    }

    public double high() {
        return bound(1);
    }

    private double bound(int side) {
        if (of == 0) {
            return Double.NaN;
        }
        double square = Z * Z;
        double middle = value() + square / (2 * of);
        double spread = Z * Math.sqrt(value() * (1 - value()) / of + square / (4.0 * of * of));
        return (middle + side * spread) / (1 + square / of);
    }

    @Override
    public String toString() {
        return of == 0
                ? "–"
                : String.format(
                        Locale.ROOT, "%.1f %% (%d/%d, %.1f–%.1f)", 100 * value(), right, of, 100 * low(), 100 * high());
    }
}
