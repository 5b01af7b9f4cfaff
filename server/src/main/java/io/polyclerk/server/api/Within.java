package io.polyclerk.server.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a method keeps a caller whose token belongs to one merchant within what is that merchant's. A method that does not say is closed to
 * such callers, so that one which was forgotten leaks nothing. The annotation of a method goes before that of its class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Within {
    Scope value();

    /** What is looked at. */
    enum Scope {
        /** Nothing of any merchant is shown or changed. */
        NOTHING,
        /** The query parameter {@code merchant}; it is set to the caller's. */
        MERCHANT,
        /** The owner of the conversation that is {@code id} in the address. */
        CONVERSATION,
        /** The owner of the ticket that is {@code id} in the address. */
        TICKET,
        /** The owner of the connection that is {@code id} in the address. */
        CONNECTION,
        /** The owner of the action that is {@code id} in the address. */
        ACTION,
        /** The owner of the document that is {@code id} in the address. */
        DOCUMENT,
        /** The owner of the token that is {@code id} in the address. */
        TOKEN,
        /** The owner of the account that is {@code id} in the address. */
        ACCOUNT,
        /** The method itself asks whose the caller is. */
        ITSELF
    }
}
