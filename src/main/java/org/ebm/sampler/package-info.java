/** Markov chains on an energy: step rules, starting states, the one loop. No learning here. */
package org.ebm.sampler;
