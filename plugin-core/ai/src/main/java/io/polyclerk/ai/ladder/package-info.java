/** Large models through LangChain4j: behind the interface that most providers and local servers speak, or in a file on this machine. */
@NullMarked
package io.polyclerk.ai.ladder;

import org.jspecify.annotations.NullMarked;
