package io.polyclerk.support;

import io.polyclerk.spi.AdapterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A merchant's own certificate authority, or several, as a setting gives them. */
final class TrustedAuthority {

    private TrustedAuthority() {}

    /** @throws AdapterException.CredentialsRejected when the text holds no certificate */
    static SSLContext context(String pem) {
        try {
            // A form with one line may have turned the line ends into spaces, and a file of settings into two signs.
            String lines = pem.strip().replace("\\n", "\n").replaceAll("(?<!BEGIN|END)\\s+", "\n");
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII)));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new AdapterException.CredentialsRejected("trustedCertificate holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new AdapterException.CredentialsRejected("trustedCertificate is not a certificate in PEM form");
        }
    }
}
