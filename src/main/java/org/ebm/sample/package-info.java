/** Long chains on a model: what to run, the loop over trace points, what is kept. No learning, no drawing. */
package org.ebm.sample;
