package io.polyclerk.server.setting;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The catalogue of settings: one name, one default and one line for each. Set as environment variables or system properties. */
public enum Setting {
    DATA("./data", "Folder for everything that must survive a restart; one server at a time."),
    HTTP_PORT("9080", "Port for HTTP."),
    HTTPS_PORT("9443", "Port for HTTPS."),
    HOST(
            "localhost",
            "Address that is listened on; `localhost` keeps other machines out, `*` lets all in, as a container needs."),
    PUBLIC_URL(
            "",
            "Address under which platforms and shoppers reach this server, such as `https://bot.shop.example`; used to register webhooks."),
    TLS_PASSWORD("", "Password of the key store for HTTPS; the launcher makes one and keeps it in the data folder."),
    SIGN_UP(
            "local",
            "Which shops may connect themselves from their own plugin: `local` all of them as long as only this machine reaches the server (HOST and PUBLIC_URL are loopback), `open` all, `invited` those with a code from `/api/v1/installations`."),
    ADMIN_TOKEN("", "Token of the first administrator; made at first start and kept in the data folder when empty."),
    CONNECTIONS("", "YAML file with connections that are set up at every start."),
    ADAPTERS(
            "",
            "Folder with further adapters, one folder of jars each; they are loaded after the ones that are shipped."),
    DATABASE_URL("", "JDBC address of a PostgreSQL database; the embedded database in the data folder when empty."),
    DATABASE_USER("", "User of the PostgreSQL database."),
    DATABASE_PASSWORD("", "Password of the PostgreSQL database."),
    DATABASE_SYNC(
            "true", "Whether the embedded database waits for the disk, so that a power cut loses nothing either."),
    NODE_LEASE(
            "PT20S",
            "After how long without a sign of life another node takes over what a node did, where several share a database."),
    BURST_QUIET("PT1.5S", "How long a shopper must be silent before short messages are answered together."),
    WISHES_KEPT(
            "P1D",
            "How long the bot remembers what it asked and what a shopper wished while they say nothing; whoever comes back later begins anew."),
    SENTENCE_MODELS(
            "true",
            "Whether English and Chinese are read with a sentence model too: more is understood, for some milliseconds a message and some hundred megabytes."),
    SENTENCE_MODEL(
            "",
            "Folder with `model.onnx` and `tokenizer.json` of a sentence model for all languages; the packs are trained with it once."),
    WORKERS("64", "How many conversations are worked on at once."),
    SESSION_IDLE("PT12H", "How long somebody who signed in stays signed in without doing anything."),
    SIGN_IN_PROVIDERS(
            "",
            "YAML file with the OpenID Connect providers that people may sign in with to the console; none when empty."),
    API_RATE(
            "1200",
            "API requests allowed per minute for one token or, without a token, one address; a twentieth of them for wrong tokens."),
    API_MAX_BYTES("1048576", "Largest body of an API request, in bytes."),
    IMPORT_MAX_BYTES("1073741824", "Largest file that can be imported through the API, in bytes."),
    KNOWLEDGE_MAX_BYTES(
            "20971520", "Largest file that can be uploaded as a document of the shop or as past chats, in bytes."),
    DOCUMENT_TIME("PT1M", "How long reading one document may take before it is given up."),
    KNOWLEDGE_REFRESH("PT15M", "How old what is known of a store's policies may be before the store is asked again."),
    PRODUCTS_FRESH(
            "PT5M",
            "How long prices and stock are told from memory, with the time they are of, unless the store tells of a change; `PT0S` asks each time."),
    PRODUCTS_STALE(
            "PT6H",
            "How long prices and stock are told from memory, with the time they are of, when the store is away."),
    STORE_PATIENCE("PT8S", "How long a shopper waits for a store before the question is left to a human."),
    STORE_CALLS("60", "How often one conversation may ask stores within an hour."),
    HOOK_MAX_BYTES("10485760", "Largest body of a webhook, in bytes."),
    MEDIA_FOLDER(
            "",
            "Folder for the files that shoppers send, encrypted; nodes that share a database share it. Below the data folder when empty."),
    MEDIA_KEEP("P90D", "How long the files that shoppers send are kept."),
    MEDIA_MAX_BYTES("26214400", "Largest file that is taken from a shopper, in bytes."),
    MEDIA_WAIT("PT8S", "How long an answer waits for files that are still being fetched."),
    MODEL_URL(
            "",
            "Base address of an OpenAI-compatible interface, such as `http://localhost:11434/v1`; no model is asked when empty."),
    MODEL_FILE(
            "",
            "Language model in a file (GGUF) that is used when there is no such address; the first one in `models` of the data folder when empty."),
    MODEL_KEY("none", "Key for that interface."),
    MODEL_NAME("default", "Name of the model there."),
    MODEL_INPUT_PRICE("0", "Price of a million tokens of input, in the currency of the cap."),
    MODEL_OUTPUT_PRICE("0", "Price of a million tokens of output, in the currency of the cap."),
    MODEL_DAILY_CAP(
            "1.00", "What one merchant may spend on the model in a day (UTC); then the bot goes on without it."),
    SPEECH_URL(
            "",
            "Base address of an OpenAI-compatible interface that puts voice notes into words, such as `http://localhost:8000/v1`; none is asked when empty."),
    SPEECH_KEY("none", "Key for that interface."),
    SPEECH_NAME("whisper-1", "Name of the model there."),
    SPEECH_MINUTE_PRICE("0", "Price of a minute of sound, in the currency of the cap; counted by the second."),
    VISION_URL(
            "",
            "Base address of an OpenAI-compatible interface with a model that sees; photos that cannot be compared here are then sent there. None is asked when empty."),
    VISION_KEY("none", "Key for that interface."),
    VISION_NAME("default", "Name of the model there; it must know images and JSON schemas."),
    VISION_INPUT_PRICE("0", "Price of a million tokens of input, in the currency of the cap."),
    VISION_OUTPUT_PRICE("0", "Price of a million tokens of output, in the currency of the cap."),
    MAIL_HOST("", "Name of the SMTP server that e-mail goes out through; none is sent when empty."),
    MAIL_PORT("587", "Its port."),
    MAIL_SECURITY(
            "starttls",
            "How the way to it is encrypted: `starttls` (port 587), `tls` from the first byte (port 465), or `none`, which is refused together with a user."),
    MAIL_USER("", "User there; nobody signs in when empty."),
    MAIL_PASSWORD("", "Password of that user."),
    MAIL_FROM("", "Address that e-mail comes from, such as `Shop <clerk@shop.example>`."),
    MAIL_CODES_PER_HOUR(
            "200", "How many codes by e-mail the shoppers of one merchant may ask for within an hour, all together."),
    PUSH_SERVICES(
            "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com",
            "Hosts of the push services through which browsers may be told something, separated by commas; `*.` stands for whatever comes before."),
    BILLING_TEST(
            "false",
            "Whether platforms that bill are told that no money is to be moved, as shops for development want it."),
    TIERS("", "JSON file with the plans that merchants can choose; the shipped ones when empty."),
    TRUSTED_SIGNERS(
            "",
            "SHA-256 fingerprints of the certificates of partners whose signed adapters may be installed, separated by commas; none when empty."),
    TAKEOVER_SILENCE(
            "PT12H", "How long a human must have been silent before the bot answers a shopper's next message again.");

    private static final String PREFIX = "POLYCLERK_";

    private final String defaultValue;
    private final String meaning;

    Setting(String defaultValue, String meaning) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** The name under which it is set. */
    public String variable() {
        return PREFIX + name();
    }

    /** Its value when it is not set; null when it then has none. */
    public @Nullable String defaultValue() {
        return defaultValue.isEmpty() ? null : defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether its value must never be shown. */
    public boolean isSecret() {
        String lower = name().toLowerCase(Locale.ROOT);
        return lower.endsWith("password") || lower.endsWith("token") || lower.endsWith("key");
    }
}
