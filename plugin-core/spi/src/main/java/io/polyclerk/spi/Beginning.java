package io.polyclerk.spi;

import java.net.URI;
import java.util.Map;

/** How an installation begins. */
@Incubating
public sealed interface Beginning {

    /**
     * The merchant's browser goes to a page of the shop and agrees there.
     *
     * @param shop its address in the one form that is kept
     * @param settings of the connection that are known before
     * @param address the page
     */
    record AtTheShop(String shop, Map<String, String> settings, URI address) implements Beginning {
        public AtTheShop {
            settings = Map.copyOf(settings);
        }

        /** The address holds the state, so it is never printed. */
        @Override
        public String toString() {
            return "AtTheShop[" + shop + "]";
        }
    }

    /**
     * The merchant's browser goes to a page of the platform and agrees there; which account it is for is only known afterwards.
     *
     * @param address the page
     */
    record AtAPage(URI address) implements Beginning {
        /** The address holds the state, so it is never printed. */
        @Override
        public String toString() {
            return "AtAPage";
        }
    }

    /** Only the platform's own surfaces can begin it, such as its app store. */
    record AtThePlatform() implements Beginning {}
}
