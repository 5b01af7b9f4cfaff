package io.polyclerk.server.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;

/**
 * Hashes passwords with Argon2id: 19 MiB, two passes, one lane, as the OWASP cheat sheet on password storage of 2023 asks for at the
 * least. Takes a tenth of a second or so, and that on purpose. Thread-safe; only so many run at once as memory and processors bear.
 */
public final class Passwords {

    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int BYTES = 32;
    private static final int AT_ONCE = 2;

    private final Argon2Function function = Argon2Function.getInstance(KIBIBYTES, PASSES, LANES, BYTES, Argon2.ID);
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final String nobodys = hash("nobody has this password");

    /** @return what to keep: the function's parameters, a random salt and the hash */
    public String hash(String password) {
        places.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt().with(function).getResult();
        } finally {
            places.release();
        }
    }

    public boolean fits(String password, String hash) {
        places.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            places.release();
        }
    }

    /** Takes as long as a comparison with a real one, so that time does not tell who has an account. */
    public void compareWithNobodys(String password) {
        fits(password, nobodys);
    }
}
