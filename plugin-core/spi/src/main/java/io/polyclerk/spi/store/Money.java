package io.polyclerk.spi.store;

import java.math.BigDecimal;
import java.util.Currency;

/** An exact amount in one currency. Equal when amount and currency are, whatever the scale. */
public record Money(BigDecimal amount, Currency currency) {

    public Money {
        amount = amount.setScale(
                Math.max(amount.stripTrailingZeros().scale(), Math.max(0, currency.getDefaultFractionDigits())));
    }

    /** @throws IllegalArgumentException when the amount is no decimal number or the currency no ISO 4217 code */
    public static Money of(String amount, String currencyCode) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currencyCode));
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }
}
