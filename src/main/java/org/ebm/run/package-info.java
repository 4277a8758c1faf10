/** The run directory: what a run is, where its files are, who may write it. No knowledge of what is learned. */
package org.ebm.run;
