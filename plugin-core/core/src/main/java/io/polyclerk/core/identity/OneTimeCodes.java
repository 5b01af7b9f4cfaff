package io.polyclerk.core.identity;

import io.polyclerk.core.mail.Mail;
import java.time.Instant;

/** What codes by e-mail need of the world outside. Thread-safe. */
public interface OneTimeCodes {

    /** Nothing is sent, so nothing can be proven this way. */
    OneTimeCodes OFF = new OneTimeCodes() {
        @Override
        public boolean isOn(String merchant) {
            return false;
        }

        @Override
        public int mostPerHour() {
            return 0;
        }

        @Override
        public Asked askedSince(String merchant, String orderNumber, String shopper, Instant since) {
            return new Asked(0, 0, 0);
        }

        @Override
        public String hash(String secret) {
            throw new IllegalStateException("one-time codes are off");
        }

        @Override
        public Mail letter(String recipient, String orderNumber, String code, Instant until, String language) {
            throw new IllegalStateException("one-time codes are off");
        }
    };

    /** Whether e-mail goes out for the merchant. */
    boolean isOn(String merchant);

    /** How many may be asked for in a merchant's shop within an hour. */
    int mostPerHour();

    /** How often codes were asked for, whether or not there was an order to send one for. */
    Asked askedSince(String merchant, String orderNumber, String shopper, Instant since);

    /** A keyed hash; who reads the database alone cannot find the six digits by trying all of them. */
    String hash(String secret);

    /**
     * The e-mail that brings a code.
     *
     * @param recipient as the store holds it, never what a shopper wrote
     * @param until when the code dies
     * @param language BCP 47 tag of the conversation
     */
    Mail letter(String recipient, String orderNumber, String code, Instant until, String language);

    /** How often was asked. */
    record Asked(int forOrder, int byShopper, int ofMerchant) {}
}
