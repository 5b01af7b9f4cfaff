package io.polyclerk.core.identity;

/** Sends a code to the e-mail address that the store holds for an order. Thread-safe. */
public interface OneTimeCodes {

    /** Nothing is sent, so nothing can be proven this way. */
    OneTimeCodes OFF = new OneTimeCodes() {
        @Override
        public boolean isOn(String merchant) {
            return false;
        }

        @Override
        public void send(String merchant, String email, String code, String language) {
            throw new IllegalStateException("one-time codes are off");
        }
    };

    /** Whether the merchant has a way to send e-mail. */
    boolean isOn(String merchant);

    /**
     * Sends a code.
     *
     * @param email as the store holds it, never what a shopper wrote
     * @param language BCP 47 tag of the conversation
     * @throws RuntimeException when it could not be handed over; the shopper is then sent to a human
     */
    void send(String merchant, String email, String code, String language);
}
