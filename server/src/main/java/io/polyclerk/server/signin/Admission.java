package io.polyclerk.server.signin;

import io.polyclerk.server.access.Account;
import io.polyclerk.server.access.Accounts;
import io.polyclerk.server.access.IdentityStore;
import io.polyclerk.server.access.IdentityStore.Linked;
import io.polyclerk.server.persistence.accounts.AuditLog;
import io.polyclerk.server.signin.SignInRefusedException.Reason;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whose account somebody gets whom a provider knows: the one they had before, else the one that they were invited to by its login,
 * else one that a rule makes. Thread-safe.
 */
final class Admission {

    private final Accounts accounts;
    private final IdentityStore identities;
    private final AuditLog audit;
    private final Clock clock;

    Admission(Accounts accounts, IdentityStore identities, AuditLog audit, Clock clock) {
        this.accounts = accounts;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws SignInRefusedException when they are not let in */
    Account admit(SignInProvider provider, Person person) {
        Optional<Linked> linked = identities.find(provider.id(), person.subject());
        if (linked.isPresent()) {
            return unlocked(
                    linked.get().byRule()
                            ? ruled(provider, person, linked.get().account())
                            : linked.get().account());
        }
        String email = person.email();
        Optional<Account> invited = email == null ? Optional.empty() : accounts.findByLogin(email);
        if (invited.isPresent()) {
            return taken(provider, person, unlocked(invited.get()));
        }
        return made(provider, person);
    }

    /** What the rules say now: somebody may have left a group since. */
    private Account ruled(SignInProvider provider, Person person, Account account) {
        Optional<Rule> rule = provider.ruleFor(person);
        if (rule.isEmpty()) {
            accounts.signOutEverywhere(account.id());
            record(account, "sign_in_kept_out");
            throw unknown(person);
        }
        Rule now = rule.get();
        if (now.role() == account.role() && Objects.equals(now.merchant(), account.merchant())) {
            return account;
        }
        Account changed = new Account(
                account.id(),
                account.login(),
                account.name(),
                now.role(),
                now.merchant(),
                account.locked(),
                account.createdAt());
        accounts.change(changed);
        record(account, "sign_in_role");
        return changed;
    }

    private Account unlocked(Account account) {
        if (account.locked()) {
            record(account, "sign_in_kept_out");
            throw new SignInRefusedException(Reason.LOCKED, "the account is locked");
        }
        return account;
    }

    private Account taken(SignInProvider provider, Person person, Account account) {
        if (!identities.link(provider.id(), person.subject(), account.id(), false, clock.instant())) {
            // An address that was given to somebody else does not give them what the first one had.
            record(account, "sign_in_kept_out");
            throw new SignInRefusedException(Reason.UNKNOWN, "the account belongs to another person of the provider");
        }
        record(account, "sign_in_linked");
        return account;
    }

    private Account made(SignInProvider provider, Person person) {
        Rule rule = provider.ruleFor(person).orElseThrow(() -> unknown(person));
        String login = person.email() == null ? provider.id() + ":" + person.subject() : person.email();
        String name = person.name() == null ? login : person.name();
        // Nobody is told the password: there is none to sign in with.
        Account account = accounts.make(login, name, rule.role(), rule.merchant())
                .orElseThrow(() -> new SignInRefusedException(Reason.UNKNOWN, "the login is taken"))
                .account();
        if (!identities.link(provider.id(), person.subject(), account.id(), true, clock.instant())) {
            accounts.delete(account.id());
            throw new SignInRefusedException(Reason.STATE, "the person came in twice at once");
        }
        record(account, "sign_in_made");
        return account;
    }

    private static SignInRefusedException unknown(Person person) {
        return person.email() == null && person.claimsEmail()
                ? new SignInRefusedException(Reason.UNVERIFIED, "the provider does not vouch for the address")
                : new SignInRefusedException(Reason.UNKNOWN, "nobody has invited the person, and no rule fits");
    }

    private void record(Account account, String action) {
        audit.record(clock.instant(), account.id(), action, "account " + account.id());
    }
}
