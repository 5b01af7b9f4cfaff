package io.polyclerk.ai.ladder;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.http.HttpClient;
import java.time.Duration;

/** Chat models behind the interface that DeepSeek, Qwen, vLLM, Ollama and others share. Stateless. */
public final class OpenAiCompatible {

    private OpenAiCompatible() {}

    /**
     * A model that is asked once for each answer, since each may cost, follows no redirect, which could carry the key elsewhere, and logs
     * nothing of what is said.
     *
     * @param patience longest time for an answer
     */
    public static OpenAiChatModel.OpenAiChatModelBuilder model(ModelSettings settings, Duration patience) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder()
                        .httpClientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)))
                .baseUrl(settings.address().toString())
                .apiKey(settings.key().isBlank() ? "none" : settings.key())
                .modelName(settings.name())
                .temperature(0.0)
                .timeout(patience)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
    }
}
