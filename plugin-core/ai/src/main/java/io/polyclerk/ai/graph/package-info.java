/** Knowledge of a trade as a graph: reading packs, finding in a question what it is about, and asking the graph with SPARQL. */
@NullMarked
package io.polyclerk.ai.graph;

import org.jspecify.annotations.NullMarked;
