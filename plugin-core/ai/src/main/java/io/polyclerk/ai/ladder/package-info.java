/** Large models behind the OpenAI-compatible interface that most providers and local servers speak, through LangChain4j. */
@NullMarked
package io.polyclerk.ai.ladder;

import org.jspecify.annotations.NullMarked;
