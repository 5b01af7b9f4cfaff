package io.polyclerk.adapter.wechat;

/** What opens the platform's API for a while. Thread-safe. */
interface AccessToken {

    String current();

    /** One that is not the refused one: what another thread or node has fetched meanwhile, else a new one. */
    String other(String refused);

    /** Asks the platform whatever is known already: the only way to prove that it will be given again. */
    String fetch();
}
