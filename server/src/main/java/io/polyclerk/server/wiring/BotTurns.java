package io.polyclerk.server.wiring;

import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.delivery.TurnWork;
import io.polyclerk.core.ladder.Ladder;
import io.polyclerk.core.language.LanguagePacks;
import io.polyclerk.core.proactive.ConsentAnswers;
import io.polyclerk.core.proactive.ConsentTurns;
import io.polyclerk.core.proactive.ReviewTurns;
import io.polyclerk.core.reply.Phrasebook;
import io.polyclerk.core.rollout.PhasedTurns;
import io.polyclerk.core.rollout.ReadOnlyStores;
import io.polyclerk.core.satisfaction.AskingTurns;
import io.polyclerk.core.skill.Knowledge;
import io.polyclerk.core.skill.ShopperWords;
import io.polyclerk.core.skill.SkillRegistry;
import io.polyclerk.core.skill.StandardSkills;
import io.polyclerk.core.turn.Perception;
import io.polyclerk.core.turn.TurnRunner;
import io.polyclerk.core.turn.WaitingLine;
import io.polyclerk.core.understanding.Interpreter;
import io.polyclerk.server.persistence.delivery.Stores;
import io.polyclerk.server.wiring.CoreServices.Outside;
import io.polyclerk.server.wiring.CoreServices.Phases;
import io.polyclerk.server.wiring.CoreServices.Shops;
import java.time.Clock;
import java.time.Duration;

/** How a turn is run: by the bot as far as the merchant lets it go, with what is asked around it, and by an adviser who changes nothing. Thread-safe. */
final class BotTurns {

    private final TurnWork adviser;
    private final TurnWork runner;

    /**
     * What the bot thinks with.
     *
     * @param outside what goes out to others
     * @param wishesKept how long it remembers what was asked and wished while a shopper says nothing
     */
    record Mind(
            Interpreter interpreter,
            Knowledge knowledge,
            Outside outside,
            Perception perception,
            Duration wishesKept) {}

    BotTurns(
            Stores stores,
            Shops shops,
            Phases phases,
            Mind mind,
            LanguagePacks packs,
            Phrasebook phrasebook,
            Clock clock) {
        SkillRegistry skills = StandardSkills.with(
                stores.proofAttempts(),
                mind.outside().codes().apply(phrasebook),
                stores.ledger(),
                stores.policies(),
                new ShopperWords(packs),
                mind.knowledge(),
                phases.hours()::of);
        WaitingLine line = new StaffedLine(stores.line(), phases.hours());
        // Advice and replays of past chats cost nothing and change nothing.
        adviser = turns(new ReadOnlyStores(shops.reading()), skills, mind, Ladder.LOCAL, phrasebook, line, clock);
        TurnWork bot =
                turns(shops.reading(), skills, mind, mind.outside().model().with(phrasebook), phrasebook, line, clock);
        ConnectionRegistry connections = shops.connections();
        TurnWork phased = new PhasedTurns(
                new AskingTurns(bot, connections, phrasebook, phases.satisfaction(), clock),
                adviser,
                phases.rollouts(),
                phases.suggestions());
        runner = new ConsentTurns(
                new ReviewTurns(phased, connections, phases.first().consents(), phrasebook, clock),
                connections,
                phases.first().policies(),
                phases.first().consents(),
                new ConsentAnswers(packs),
                phrasebook,
                clock);
    }

    private static TurnWork turns(
            ConnectionRegistry connections,
            SkillRegistry skills,
            Mind mind,
            Ladder ladder,
            Phrasebook phrasebook,
            WaitingLine line,
            Clock clock) {
        return new TurnRunner(
                connections,
                mind.interpreter(),
                skills,
                mind.knowledge(),
                ladder,
                phrasebook,
                line,
                mind.perception(),
                mind.wishesKept(),
                clock);
    }

    /** Says what would be answered and changes nothing. */
    TurnWork adviser() {
        return adviser;
    }

    TurnWork runner() {
        return runner;
    }
}
