/** Statistics of chains and training curves: double[] in, records out. No files, no engine, no drawing; NaN in gives NaN out. */
package org.ebm.diagnose;
